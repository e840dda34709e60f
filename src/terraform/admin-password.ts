import { Token } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import { isGiven, not } from "./presence";
import { createPassword } from "./random-password";

/** The password that is given, or a random one. */
export function createAdminPassword(scope: Construct, given: string | undefined): string {
  const isThere = isGiven(scope, given);
  if (isThere === true && given !== undefined) return given;
  const random = createPassword(scope, "admin_password", not(isThere));
  return isThere === false ? random : Token.asString(hcl`coalesce(${given}, ${random})`);
}
