import { parseArn } from "../../aws";
import { isList, isMap } from "../../template";
import type { TemplateValue } from "../../template";
import type { Caller } from "../operation";

/**
 * Whether a statement's Principal names the caller. An account names everybody in it, a role all its sessions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchesCaller(principal: TemplateValue | undefined, caller: Caller): boolean {
  if (principal === "*") return true;
  if (!isMap(principal)) return false;
  const named = (type: string): string[] => textsOf(principal[type]);
  return (
    named("AWS").some((id) => isCaller(id, caller)) ||
    // A service that acts for itself has its name for an ARN.
    named("Service").includes(caller.arn)
  );
}

function isCaller(id: string, caller: Caller): boolean {
  if (id === "*" || id === caller.arn || id === caller.accountId) return true;
  // Unique ids: `AIDA…` of a user, `AROA…` of a role, whose sessions are `AROA…:name`.
  if (id === caller.userId.split(":")[0] && !/^[0-9]+$/.test(id)) return true;
  const arn = parseArn(id);
  if (arn?.service !== "iam" || arn.account !== caller.accountId) return false;
  if (arn.resource === "root") return true;
  const [kind] = arn.resource.split("/");
  if (kind !== "role") return false;
  // The ARN of a session leaves the role's path out; names are unique in an account without it.
  const role = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
  const session = parseArn(caller.arn);
  return (
    session?.service === "sts" &&
    session.resource.split("/")[0] === "assumed-role" &&
    session.resource.split("/")[1] === role
  );
}

function textsOf(value: TemplateValue | undefined): string[] {
  const items = value === undefined ? [] : isList(value) ? value : [value];
  return items.filter((item) => typeof item === "string");
}
