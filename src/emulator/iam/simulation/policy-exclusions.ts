import type { PolicyIdentifier } from "@aws-sdk/client-iam";
import { parseArn } from "../../../aws";
import type { PrincipalPolicies, PrincipalPolicy } from "../principal-policies";
import { invalidInput } from "./faults";

/**
 * Takes policies out of what a principal has, as `PolicyExclusionList` says. Identifiers that match nothing are ignored, and
 * those of organization policies: this account is in no organization.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html
 */
export function excludePolicies(
  policies: PrincipalPolicies,
  identifiers: readonly PolicyIdentifier[],
): Pick<PrincipalPolicies, "identity" | "boundary"> {
  const tests = identifiers.map(readIdentifier);
  return {
    identity: policies.identity.filter((policy) => !tests.some(({ excludes }) => excludes(policy))),
    boundary: tests.some(({ boundary }) => boundary) ? undefined : policies.boundary,
  };
}

interface Exclusion {
  /** Whether the permissions boundary goes; no other identifier touches it (recorded). */
  readonly boundary: boolean;
  excludes(policy: PrincipalPolicy): boolean;
}

function readIdentifier(identifier: PolicyIdentifier): Exclusion {
  const { PolicyType: type, PolicyArn: arn, InlinePolicyIdentifier: inline } = identifier;
  if ([type, arn, inline].filter((member) => member !== undefined).length !== 1) {
    // Unverified: the model makes a union of it, of which a client sends one member.
    throw invalidInput(
      "A policy identifier must have exactly one of PolicyType, PolicyArn and InlinePolicyIdentifier.",
    );
  }
  if (arn !== undefined) {
    const fits = compileWildcards(arn);
    // Recorded: an ARN is compared with the policy's name, the path of the policy left out.
    return { boundary: false, excludes: (policy) => policy.arn !== undefined && fits(withoutPath(policy.arn)) };
  }
  if (inline !== undefined) {
    const { PolicyName: name, AttachmentType: kind, AttachmentName: owner = "" } = inline;
    const fits = compileWildcards(owner);
    return {
      boundary: false,
      excludes: (policy) =>
        policy.arn === undefined && policy.name === name && policy.owner.kind === kind && fits(policy.owner.name),
    };
  }
  return {
    boundary: type === "permission-boundary",
    excludes: (policy) =>
      type === "inline" ? policy.arn === undefined : policy.type === type && policy.arn !== undefined,
  };
}

/** One `*` at most, any number of `?`; https://docs.aws.amazon.com/IAM/latest/APIReference/API_InlinePolicyIdentifierType.html */
function compileWildcards(pattern: string): (text: string) => boolean {
  // Unverified wording; the documentation has the code and the rule.
  if (pattern.split("*").length > 2) throw invalidInput(`${pattern} has more than one wildcard character *.`);
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const compiled = new RegExp(`^${expression}$`, "s");
  return (text) => compiled.test(text);
}

function withoutPath(arn: string): string {
  const { resource = "" } = parseArn(arn) ?? {};
  return `${arn.slice(0, arn.length - resource.length)}policy/${resource.slice(resource.lastIndexOf("/") + 1)}`;
}
