import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { putPolicies, removePolicies, updatePolicies } from "./iam-policy-holders";
import { isChanged, textOf } from "./property";

interface GroupOutput {
  readonly Group: { readonly Arn: string };
}

/** AWS::IAM::Group — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-group.html */
export const iamGroup: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const { Group: group } = await context.invoke<GroupOutput>("iam", "CreateGroup", {
      GroupName: name,
      Path: textOf(properties, "Path"),
    });
    initiated(name);
    await putPolicies(context, { holder: "Group", name }, properties);
    return { physicalId: name, attributes: { Arn: group.Arn } };
  },

  async update(request) {
    const { context, properties, physicalId } = request;
    const group = { GroupName: physicalId };
    if (isChanged(request, "Path")) {
      await context.invoke("iam", "UpdateGroup", { ...group, NewPath: textOf(properties, "Path") ?? "/" });
    }
    await updatePolicies(context, { holder: "Group", name: physicalId }, request);
    const { Group: updated } = await context.invoke<GroupOutput>("iam", "GetGroup", group);
    return { attributes: { Arn: updated.Arn } };
  },

  async delete({ context, properties, physicalId }) {
    await removePolicies(context, { holder: "Group", name: physicalId }, properties);
    await deleted(context.invoke("iam", "DeleteGroup", { GroupName: physicalId }));
  },
};
