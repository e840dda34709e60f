import { isMap } from "../../../template";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { putPolicies, removePolicies } from "./iam-policy-holders";
import { textOf, textsOf } from "./property";
import { tagsOf } from "./tags";

interface CreateUserOutput {
  readonly User: { readonly Arn: string };
}

/** AWS::IAM::User — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-user.html */
export const iamUser: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { User: user } = await context.invoke<CreateUserOutput>("iam", "CreateUser", {
      UserName: name,
      Path: textOf(properties, "Path"),
      PermissionsBoundary: textOf(properties, "PermissionsBoundary"),
      Tags: tagsOf(stack, properties),
    });
    initiated(name);
    const login = properties["LoginProfile"];
    if (isMap(login)) {
      await context.invoke("iam", "CreateLoginProfile", {
        UserName: name,
        Password: textOf(login, "Password"),
        PasswordResetRequired: textOf(login, "PasswordResetRequired") === "true",
      });
    }
    for (const group of textsOf(properties, "Groups")) {
      await context.invoke("iam", "AddUserToGroup", { UserName: name, GroupName: group });
    }
    await putPolicies(context, { holder: "User", name }, properties);
    return { physicalId: name, attributes: { Arn: user.Arn } };
  },

  async delete({ context, properties, physicalId }) {
    await removePolicies(context, { holder: "User", name: physicalId }, properties);
    for (const group of textsOf(properties, "Groups")) {
      await deleted(context.invoke("iam", "RemoveUserFromGroup", { UserName: physicalId, GroupName: group }));
    }
    if (isMap(properties["LoginProfile"])) {
      await deleted(context.invoke("iam", "DeleteLoginProfile", { UserName: physicalId }));
    }
    await deleted(context.invoke("iam", "DeleteUser", { UserName: physicalId }));
  },
};
