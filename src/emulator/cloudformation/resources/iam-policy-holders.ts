import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { deleted } from "./absence";
import { jsonOf, mapsOf, textOf, textsOf } from "./property";

/** The three kinds of entity that carry policies, with the operations that put and take them. */
export const POLICY_HOLDERS = {
  Role: {
    nameMember: "RoleName",
    put: "PutRolePolicy",
    delete: "DeleteRolePolicy",
    attach: "AttachRolePolicy",
    detach: "DetachRolePolicy",
  },
  User: {
    nameMember: "UserName",
    put: "PutUserPolicy",
    delete: "DeleteUserPolicy",
    attach: "AttachUserPolicy",
    detach: "DetachUserPolicy",
  },
  Group: {
    nameMember: "GroupName",
    put: "PutGroupPolicy",
    delete: "DeleteGroupPolicy",
    attach: "AttachGroupPolicy",
    detach: "DetachGroupPolicy",
  },
} as const;

export type PolicyHolder = keyof typeof POLICY_HOLDERS;

/** An entity of IAM that carries policies. */
export interface HolderName {
  readonly holder: PolicyHolder;
  readonly name: string;
}

const target = ({ holder, name }: HolderName): Record<string, string> => ({
  [POLICY_HOLDERS[holder].nameMember]: name,
});

/** Puts the inline policies of the `Policies` property and attaches those of `ManagedPolicyArns`. */
export async function putPolicies(context: OperationContext, to: HolderName, properties: TemplateMap): Promise<void> {
  for (const arn of managedPolicyArns(properties)) await attachPolicy(context, to, arn);
  for (const policy of mapsOf(properties, "Policies")) {
    await putPolicy(context, to, textOf(policy, "PolicyName") ?? "", jsonOf(policy, "PolicyDocument") ?? "");
  }
}

/** Takes away what {@link putPolicies} gave. */
export async function removePolicies(
  context: OperationContext,
  from: HolderName,
  properties: TemplateMap,
): Promise<void> {
  for (const policy of mapsOf(properties, "Policies")) {
    await deletePolicy(context, from, textOf(policy, "PolicyName") ?? "");
  }
  for (const arn of managedPolicyArns(properties)) await detachPolicy(context, from, arn);
}

export async function putPolicy(
  context: OperationContext,
  to: HolderName,
  policyName: string,
  document: string,
): Promise<void> {
  const input = { ...target(to), PolicyName: policyName, PolicyDocument: document };
  await context.invoke("iam", POLICY_HOLDERS[to.holder].put, input);
}

export async function deletePolicy(context: OperationContext, from: HolderName, policyName: string): Promise<void> {
  await deleted(context.invoke("iam", POLICY_HOLDERS[from.holder].delete, { ...target(from), PolicyName: policyName }));
}

export async function attachPolicy(context: OperationContext, to: HolderName, arn: string): Promise<void> {
  await context.invoke("iam", POLICY_HOLDERS[to.holder].attach, { ...target(to), PolicyArn: arn });
}

export async function detachPolicy(context: OperationContext, from: HolderName, arn: string): Promise<void> {
  await deleted(context.invoke("iam", POLICY_HOLDERS[from.holder].detach, { ...target(from), PolicyArn: arn }));
}

function managedPolicyArns(properties: TemplateMap): string[] {
  // A repeated ARN attaches once.
  return [...new Set(textsOf(properties, "ManagedPolicyArns"))];
}
