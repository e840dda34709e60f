import { TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import { attributeOf, countOf } from "./presence";
import type { Presence } from "./presence";

/** Long enough for every rule of AWS's and Quilt's (8 to 64 characters). */
const LENGTH = 24;

/**
 * A password of the random provider, which is required only where this is created. Letters and digits: it stands in
 * URLs.
 *
 * https://registry.terraform.io/providers/hashicorp/random/latest/docs/resources/password
 */
export function createPassword(scope: Construct, id: string, isThere: Presence): string {
  const password = new TerraformResource(scope, id, {
    terraformResourceType: "random_password",
    count: countOf(isThere),
  });
  password.addOverride("length", LENGTH);
  password.addOverride("special", false);
  return Token.asString(hcl`${attributeOf(password, isThere, "result")}`);
}
