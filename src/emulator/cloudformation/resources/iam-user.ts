import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import { deleted } from "./absence";
import type { ResourceHandler, UpdateRequest } from "./handler";
import { putPolicies, removePolicies, updateBoundary, updatePolicies } from "./iam-policy-holders";
import { isChanged, textOf, textsOf } from "./property";
import { tagsOf, updateTags } from "./tags";

interface UserOutput {
  readonly User: { readonly Arn: string };
}

/** AWS::IAM::User — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-user.html */
export const iamUser: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { User: user } = await context.invoke<UserOutput>("iam", "CreateUser", {
      UserName: name,
      Path: textOf(properties, "Path"),
      PermissionsBoundary: textOf(properties, "PermissionsBoundary"),
      Tags: tagsOf(stack, properties),
    });
    initiated(name);
    const login = properties["LoginProfile"];
    if (isMap(login)) await context.invoke("iam", "CreateLoginProfile", loginProfile(name, login));
    for (const group of textsOf(properties, "Groups")) {
      await context.invoke("iam", "AddUserToGroup", { UserName: name, GroupName: group });
    }
    await putPolicies(context, { holder: "User", name }, properties);
    return { physicalId: name, attributes: { Arn: user.Arn } };
  },

  async update(request) {
    const { context, properties, previous, physicalId } = request;
    const user = { UserName: physicalId };
    if (isChanged(request, "Path")) {
      await context.invoke("iam", "UpdateUser", { ...user, NewPath: textOf(properties, "Path") ?? "/" });
    }
    await updateLogin(request);
    await updateBoundary("User", request);
    await updateTags("User", request);
    const groups = textsOf(properties, "Groups");
    for (const group of new Set(previous.flatMap((before) => textsOf(before, "Groups")))) {
      if (groups.includes(group)) continue;
      await deleted(context.invoke("iam", "RemoveUserFromGroup", { ...user, GroupName: group }));
    }
    for (const group of groups) await context.invoke("iam", "AddUserToGroup", { ...user, GroupName: group });
    await updatePolicies(context, { holder: "User", name: physicalId }, request);
    const { User: updated } = await context.invoke<UserOutput>("iam", "GetUser", user);
    return { attributes: { Arn: updated.Arn } };
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

function loginProfile(userName: string, login: TemplateMap): object {
  return {
    UserName: userName,
    Password: textOf(login, "Password"),
    PasswordResetRequired: textOf(login, "PasswordResetRequired") === "true",
  };
}

/** A login profile that changes is made anew, so that it does not matter how far an earlier attempt got. */
async function updateLogin(request: UpdateRequest): Promise<void> {
  const { context, properties, physicalId } = request;
  if (!isChanged(request, "LoginProfile")) return;
  await deleted(context.invoke("iam", "DeleteLoginProfile", { UserName: physicalId }));
  const login = properties["LoginProfile"];
  if (isMap(login)) await context.invoke("iam", "CreateLoginProfile", loginProfile(physicalId, login));
}
