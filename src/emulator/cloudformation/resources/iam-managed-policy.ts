import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import type { HolderName } from "./iam-policy-holders";
import { attachPolicy, detachPolicy } from "./iam-policy-holders";
import { jsonOf, textOf, textsOf } from "./property";

interface CreatePolicyOutput {
  readonly Policy: {
    readonly Arn: string;
    readonly PolicyId: string;
    readonly DefaultVersionId: string;
    readonly CreateDate: Date;
    readonly UpdateDate: Date;
  };
}

/** AWS::IAM::ManagedPolicy — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-managedpolicy.html */
export const iamManagedPolicy: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const { Policy: policy } = await context.invoke<CreatePolicyOutput>("iam", "CreatePolicy", {
      PolicyName: name,
      Path: textOf(properties, "Path"),
      Description: textOf(properties, "Description"),
      PolicyDocument: jsonOf(properties, "PolicyDocument"),
    });
    initiated(policy.Arn);
    const holders = holdersOf(properties);
    for (const holder of holders) await attachPolicy(context, holder, policy.Arn);
    return {
      physicalId: policy.Arn,
      attributes: {
        PolicyArn: policy.Arn,
        PolicyId: policy.PolicyId,
        AttachmentCount: String(holders.length),
        PermissionsBoundaryUsageCount: "0",
        DefaultVersionId: policy.DefaultVersionId,
        IsAttachable: "true",
        CreateDate: policy.CreateDate.toISOString(),
        UpdateDate: policy.UpdateDate.toISOString(),
      },
    };
  },

  async delete({ context, properties, physicalId }) {
    for (const holder of holdersOf(properties)) await detachPolicy(context, holder, physicalId);
    await deleted(deleteOtherVersions(context, physicalId));
    await deleted(context.invoke("iam", "DeletePolicy", { PolicyArn: physicalId }));
  },
};

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

/** Who `Roles`, `Users` and `Groups` name. */
export function holdersOf(properties: TemplateMap): HolderName[] {
  return [
    ...textsOf(properties, "Roles").map((name): HolderName => ({ holder: "Role", name })),
    ...textsOf(properties, "Users").map((name): HolderName => ({ holder: "User", name })),
    ...textsOf(properties, "Groups").map((name): HolderName => ({ holder: "Group", name })),
  ];
}
