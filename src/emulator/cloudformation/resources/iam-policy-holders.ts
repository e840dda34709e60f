import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { deleted } from "./absence";
import type { UpdateRequest } from "./handler";
import { isChanged, jsonOf, mapsOf, textOf, textsOf } from "./property";

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

/** Makes the policies of an entity those of the new properties, and takes away what was there before. */
export async function updatePolicies(
  context: OperationContext,
  of: HolderName,
  { properties, previous }: Pick<UpdateRequest, "properties" | "previous">,
): Promise<void> {
  const attached = managedPolicyArns(properties);
  for (const arn of new Set(previous.flatMap(managedPolicyArns))) {
    if (!attached.includes(arn)) await detachPolicy(context, of, arn);
  }
  const before = previous.map(inlinePolicies);
  const after = inlinePolicies(properties);
  for (const name of new Set(before.flatMap((policies) => [...policies.keys()]))) {
    if (!after.has(name)) await deletePolicy(context, of, name);
  }
  for (const arn of attached) {
    if (!previous.every((one) => managedPolicyArns(one).includes(arn))) await attachPolicy(context, of, arn);
  }
  for (const [name, document] of after) {
    if (!before.every((policies) => policies.get(name) === document)) await putPolicy(context, of, name, document);
  }
}

/** Inline policies by name; of two with the same name the last counts. */
function inlinePolicies(properties: TemplateMap): ReadonlyMap<string, string> {
  return new Map(
    mapsOf(properties, "Policies").map((policy) => [
      textOf(policy, "PolicyName") ?? "",
      jsonOf(policy, "PolicyDocument") ?? "",
    ]),
  );
}

/** Gives an entity the permissions boundary of its properties, or none. */
export async function updateBoundary(kind: "Role" | "User", request: UpdateRequest): Promise<void> {
  if (!isChanged(request, "PermissionsBoundary")) return;
  const name = target({ holder: kind, name: request.physicalId });
  const boundary = textOf(request.properties, "PermissionsBoundary");
  if (boundary === undefined) {
    await deleted(request.context.invoke("iam", `Delete${kind}PermissionsBoundary`, name));
  } else {
    const input = { ...name, PermissionsBoundary: boundary };
    await request.context.invoke("iam", `Put${kind}PermissionsBoundary`, input);
  }
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
