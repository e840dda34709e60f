import type { ResourceHandler } from "./handler";
import { deleted } from "./absence";
import { putPolicies, removePolicies } from "./iam-policy-holders";
import { jsonOf, numberOf, textOf } from "./property";
import { tagsOf } from "./tags";

interface CreateRoleOutput {
  readonly Role: { readonly Arn: string; readonly RoleId: string };
}

/** AWS::IAM::Role — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html */
export const iamRole: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { Role: role } = await context.invoke<CreateRoleOutput>("iam", "CreateRole", {
      RoleName: name,
      Path: textOf(properties, "Path"),
      AssumeRolePolicyDocument: jsonOf(properties, "AssumeRolePolicyDocument"),
      Description: textOf(properties, "Description"),
      MaxSessionDuration: numberOf(properties, "MaxSessionDuration"),
      PermissionsBoundary: textOf(properties, "PermissionsBoundary"),
      Tags: tagsOf(stack, properties),
    });
    initiated(name);
    await putPolicies(context, { holder: "Role", name }, properties);
    return { physicalId: name, attributes: { Arn: role.Arn, RoleId: role.RoleId } };
  },

  async delete({ context, properties, physicalId }) {
    await removePolicies(context, { holder: "Role", name: physicalId }, properties);
    await deleted(context.invoke("iam", "DeleteRole", { RoleName: physicalId }));
  },
};
