import { describeInvalidPrincipal, listPolicyPrincipals, validatePolicyDocument } from "../../policy";
import type { PolicyKind } from "../../policy";
import type { OperationContext } from "../operation";
import { malformedPolicy } from "./faults";
import { ROLE, USER, nameKey, principalTable } from "./principals";
import { requireWithin } from "./quotas";

/** The document if IAM takes it as an inline policy; MalformedPolicyDocument where not. */
export function checkIdentityPolicy(text: string): string {
  return check(text, "identity");
}

/** The document if IAM takes it as a version of a managed policy. */
export function checkManagedPolicy(text: string, context: OperationContext): string {
  const document = check(text, "managed");
  requireWithin(context, "PolicySize", sizeOfPolicy(document));
  return document;
}

/** The document if IAM takes it as a trust policy: users and roles of this account that it names must exist. */
export function checkTrustPolicy(text: string, context: OperationContext): string {
  const document = check(text, "trust");
  for (const { type, id } of listPolicyPrincipals(document)) {
    if (type === "AWS" && !mayExist(id, context)) throw malformedPolicy(describeInvalidPrincipal(type, id));
  }
  requireWithin(context, "ACLSizePerRole", sizeOfPolicy(document));
  return document;
}

/** Characters that count against a quota: white space does not. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function sizeOfPolicy(text: string): number {
  return text.replace(/\s/g, "").length;
}

function check(text: string, kind: PolicyKind): string {
  const [first] = validatePolicyDocument(text, kind);
  if (first !== undefined) throw malformedPolicy(first.message);
  return text;
}

/** Principals of other accounts cannot be known here and pass. */
function mayExist(arn: string, context: OperationContext): boolean {
  const [, account, type, resource = ""] = /^arn:[^:]+:iam::([0-9]{12}):(user|role)(\/.+)$/.exec(arn) ?? [];
  if (account !== context.caller.accountId) return true;
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return principalTable(type === "user" ? USER : ROLE, context).get(nameKey(name))?.arn === arn;
}
