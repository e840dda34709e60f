import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import type { HolderName } from "./iam-policy-holders";
import { attachPolicy, detachPolicy } from "./iam-policy-holders";
import { isChanged, jsonOf, textOf, textsOf } from "./property";

interface PolicyOutput {
  readonly Policy: {
    readonly Arn: string;
    readonly PolicyId: string;
    readonly DefaultVersionId: string;
    readonly AttachmentCount?: number;
    readonly PermissionsBoundaryUsageCount?: number;
    readonly CreateDate: Date;
    readonly UpdateDate: Date;
  };
}

/** AWS::IAM::ManagedPolicy — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-managedpolicy.html */
export const iamManagedPolicy: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const { Policy: policy } = await context.invoke<PolicyOutput>("iam", "CreatePolicy", {
      PolicyName: name,
      Path: textOf(properties, "Path"),
      Description: textOf(properties, "Description"),
      PolicyDocument: jsonOf(properties, "PolicyDocument"),
    });
    initiated(policy.Arn);
    const holders = holdersOf(properties);
    for (const holder of holders) await attachPolicy(context, holder, policy.Arn);
    return { physicalId: policy.Arn, attributes: await readPolicyAttributes(context, policy.Arn) };
  },

  async update(request) {
    const { context, properties, previous, physicalId } = request;
    if (isChanged(request, "PolicyDocument")) {
      await deleteOldestVersion(context, physicalId);
      const document = jsonOf(properties, "PolicyDocument");
      const input = { PolicyArn: physicalId, PolicyDocument: document, SetAsDefault: true };
      await context.invoke("iam", "CreatePolicyVersion", input);
    }
    const holders = holdersOf(properties);
    for (const holder of formerHolders(previous, holders)) await detachPolicy(context, holder, physicalId);
    for (const holder of holders) await attachPolicy(context, holder, physicalId);
    return { attributes: await readPolicyAttributes(context, physicalId) };
  },

  async delete({ context, properties, physicalId }) {
    for (const holder of holdersOf(properties)) await detachPolicy(context, holder, physicalId);
    await deleted(deleteOtherVersions(context, physicalId));
    await deleted(context.invoke("iam", "DeletePolicy", { PolicyArn: physicalId }));
  },
};

/** What `Fn::GetAtt` yields of a policy. */
export async function readPolicyAttributes(context: OperationContext, arn: string): Promise<Record<string, string>> {
  const { Policy: policy } = await context.invoke<PolicyOutput>("iam", "GetPolicy", { PolicyArn: arn });
  return {
    PolicyArn: policy.Arn,
    PolicyId: policy.PolicyId,
    AttachmentCount: String(policy.AttachmentCount ?? 0),
    PermissionsBoundaryUsageCount: String(policy.PermissionsBoundaryUsageCount ?? 0),
    DefaultVersionId: policy.DefaultVersionId,
    IsAttachable: "true",
    CreateDate: policy.CreateDate.toISOString(),
    UpdateDate: policy.UpdateDate.toISOString(),
  };
}

interface ListPolicyVersionsOutput {
  readonly Versions: readonly { readonly VersionId: string; readonly IsDefaultVersion: boolean }[];
}

/** IAM deletes no policy that has more versions than its default one; there are five at most. */
async function deleteOtherVersions(context: OperationContext, policyArn: string): Promise<void> {
  const input = { PolicyArn: policyArn };
  const { Versions: versions } = await context.invoke<ListPolicyVersionsOutput>("iam", "ListPolicyVersions", input);
  for (const { VersionId, IsDefaultVersion } of versions) {
    if (!IsDefaultVersion) await context.invoke("iam", "DeletePolicyVersion", { ...input, VersionId });
  }
}

const MOST_VERSIONS = 5;

/** Makes room for one more version. That CloudFormation does so, and which one goes, is not verified. */
async function deleteOldestVersion(context: OperationContext, policyArn: string): Promise<void> {
  const input = { PolicyArn: policyArn };
  const { Versions: versions } = await context.invoke<ListPolicyVersionsOutput>("iam", "ListPolicyVersions", input);
  if (versions.length < MOST_VERSIONS) return;
  const numberOf = (version: { readonly VersionId: string }): number => Number(version.VersionId.slice(1));
  const [oldest] = versions.filter((version) => !version.IsDefaultVersion).sort((a, b) => numberOf(a) - numberOf(b));
  if (oldest !== undefined) {
    await context.invoke("iam", "DeletePolicyVersion", { ...input, VersionId: oldest.VersionId });
  }
}

/** Who held the policy by earlier properties and does no longer, each once. */
export function formerHolders(previous: readonly TemplateMap[], now: readonly HolderName[]): HolderName[] {
  const keyOf = ({ holder, name }: HolderName): string => `${holder}/${name}`;
  const kept = new Set(now.map(keyOf));
  const former = new Map(previous.flatMap(holdersOf).map((holder) => [keyOf(holder), holder]));
  return [...former].flatMap(([key, holder]) => (kept.has(key) ? [] : [holder]));
}

/** Who `Roles`, `Users` and `Groups` name. */
export function holdersOf(properties: TemplateMap): HolderName[] {
  return [
    ...textsOf(properties, "Roles").map((name): HolderName => ({ holder: "Role", name })),
    ...textsOf(properties, "Users").map((name): HolderName => ({ holder: "User", name })),
    ...textsOf(properties, "Groups").map((name): HolderName => ({ holder: "Group", name })),
  ];
}
