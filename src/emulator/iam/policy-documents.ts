import { describeInvalidPrincipal, listPolicyPrincipals, validatePolicyDocument } from "../../policy";
import type { PolicyKind } from "../../policy";
import type { OperationContext } from "../operation";
import { remember } from "../remember";
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
  for (const { type, id } of listTrusted(document)) {
    if (type === "AWS" && !mayExist(id, context)) throw malformedPolicy(describeInvalidPrincipal(type, id));
  }
  requireWithin(context, "ACLSizePerRole", sizeOfPolicy(document));
  return document;
}

/** Characters that count against a quota: white space does not. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function sizeOfPolicy(text: string): number {
  return text.replace(/\s/g, "").length;
}

const FINDERS: Readonly<Record<PolicyKind, (text: string) => string | undefined>> = {
  identity: remember((text) => findRefusal(text, "identity")),
  managed: remember((text) => findRefusal(text, "managed")),
  trust: remember((text) => findRefusal(text, "trust")),
};

/** AWS's sentence on the document; undefined where IAM takes it. */
function findRefusal(text: string, kind: PolicyKind): string | undefined {
  return validatePolicyDocument(text, kind)[0]?.message;
}

function check(text: string, kind: PolicyKind): string {
  const refusal = FINDERS[kind](text);
  if (refusal !== undefined) throw malformedPolicy(refusal);
  return text;
}

/** Who a trust policy names. */
export const listTrusted = remember(listPolicyPrincipals);

/** Principals of other accounts cannot be known here and pass. */
function mayExist(arn: string, context: OperationContext): boolean {
  const [, account, type, resource = ""] = /^arn:[^:]+:iam::([0-9]{12}):(user|role)(\/.+)$/.exec(arn) ?? [];
  if (account !== context.caller.accountId) return true;
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return principalTable(type === "user" ? USER : ROLE, context).get(nameKey(name))?.arn === arn;
}
