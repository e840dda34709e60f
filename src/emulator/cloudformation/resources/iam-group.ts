import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { putPolicies, removePolicies } from "./iam-policy-holders";
import { textOf } from "./property";

interface CreateGroupOutput {
  readonly Group: { readonly Arn: string };
}

/** AWS::IAM::Group — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-group.html */
export const iamGroup: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const { Group: group } = await context.invoke<CreateGroupOutput>("iam", "CreateGroup", {
      GroupName: name,
      Path: textOf(properties, "Path"),
    });
    initiated(name);
    await putPolicies(context, { holder: "Group", name }, properties);
    return { physicalId: name, attributes: { Arn: group.Arn } };
  },

  async delete({ context, properties, physicalId }) {
    await removePolicies(context, { holder: "Group", name: physicalId }, properties);
    await deleted(context.invoke("iam", "DeleteGroup", { GroupName: physicalId }));
  },
};
