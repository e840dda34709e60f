import type { OrderedOrganizationPolicyType } from "@aws-sdk/client-iam";
import { parsePolicy } from "../../../policy";
import type { CompiledPolicy } from "../../../policy";
import { invalidInput } from "./faults";
import type { SimulatedPolicy, Simulation } from "./simulation";

export function readInputPolicies(texts: readonly string[] | undefined): readonly SimulatedPolicy[] {
  return (texts ?? []).map((text, index) =>
    input(`PolicyInputList.${index + 1}`, text, `Policy input list item ${index + 1}`),
  );
}

export function readBoundary(texts: readonly string[] | undefined): SimulatedPolicy | undefined {
  if (texts === undefined || texts.length === 0) return undefined;
  const [text = "", ...more] = texts;
  if (more.length > 0) throw invalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");
  // What is said of invalid content here and below is unverified.
  return input("PermissionsBoundaryPolicyInputList.1", text, "Permissions boundary policy input list item 1");
}

export function readResourcePolicy(text: string | undefined): SimulatedPolicy | undefined {
  return text === undefined ? undefined : { ...input("ResourcePolicy", text, "Resource policy"), type: "resource" };
}

/** Service control policies, a list for each level; undefined where none were given. */
export function readOrganizationPolicies(
  levels: readonly OrderedOrganizationPolicyType[] | undefined,
): Simulation["scps"] {
  if (levels === undefined || levels.length === 0) return undefined;
  return levels.map(({ ServiceControlPolicyInputList: texts = [] }, level) => {
    if (texts.length === 0) {
      throw invalidInput(`Organization policy at index ${level + 1} must contain at least one service control policy`);
    }
    return texts.map((text, index) =>
      input(`ServiceControlPolicyInputList.${index + 1}`, text, `Organization policy at index ${level + 1}`),
    );
  });
}

function input(id: string, text: string, what: string): SimulatedPolicy {
  return { id, type: "none", shownAs: id, document: compile(text, what) };
}

function compile(text: string, what: string): CompiledPolicy {
  const { policy } = parsePolicy(text);
  if (policy === undefined) throw invalidInput(`${what} has invalid content`);
  return policy;
}
