import type { ResourceHandler } from "./handler";
import { deleted } from "./absence";
import { putPolicies, removePolicies, updateBoundary, updatePolicies } from "./iam-policy-holders";
import { isChanged, jsonOf, numberOf, textOf } from "./property";
import { tagsOf, updateTags } from "./tags";

/** Seconds of a session where the template says nothing. */
const DEFAULT_SESSION = 3600;

interface RoleOutput {
  readonly Role: { readonly Arn: string; readonly RoleId: string };
}

/** AWS::IAM::Role — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html */
export const iamRole: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { Role: role } = await context.invoke<RoleOutput>("iam", "CreateRole", {
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

  async update(request) {
    const { context, properties, physicalId } = request;
    const role = { RoleName: physicalId };
    if (isChanged(request, "AssumeRolePolicyDocument")) {
      const document = jsonOf(properties, "AssumeRolePolicyDocument");
      await context.invoke("iam", "UpdateAssumeRolePolicy", { ...role, PolicyDocument: document });
    }
    if (isChanged(request, "Description") || isChanged(request, "MaxSessionDuration")) {
      await context.invoke("iam", "UpdateRole", {
        ...role,
        Description: textOf(properties, "Description") ?? "",
        MaxSessionDuration: numberOf(properties, "MaxSessionDuration") ?? DEFAULT_SESSION,
      });
    }
    await updateBoundary("Role", request);
    await updateTags("Role", request);
    await updatePolicies(context, { holder: "Role", name: physicalId }, request);
    const { Role: updated } = await context.invoke<RoleOutput>("iam", "GetRole", role);
    return { attributes: { Arn: updated.Arn, RoleId: updated.RoleId } };
  },

  async delete({ context, properties, physicalId }) {
    await removePolicies(context, { holder: "Role", name: physicalId }, properties);
    await deleted(context.invoke("iam", "DeleteRole", { RoleName: physicalId }));
  },
};
