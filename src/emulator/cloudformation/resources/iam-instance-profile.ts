import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { textOf, textsOf } from "./property";

interface CreateInstanceProfileOutput {
  readonly InstanceProfile: { readonly Arn: string };
}

/** AWS::IAM::InstanceProfile — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-instanceprofile.html */
export const iamInstanceProfile: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const { InstanceProfile: profile } = await context.invoke<CreateInstanceProfileOutput>(
      "iam",
      "CreateInstanceProfile",
      { InstanceProfileName: name, Path: textOf(properties, "Path") },
    );
    initiated(name);
    for (const role of textsOf(properties, "Roles")) {
      await context.invoke("iam", "AddRoleToInstanceProfile", { InstanceProfileName: name, RoleName: role });
    }
    return { physicalId: name, attributes: { Arn: profile.Arn } };
  },

  async update({ context, properties, previous, physicalId, attributes }) {
    const profile = { InstanceProfileName: physicalId };
    const roles = textsOf(properties, "Roles");
    for (const role of new Set(previous.flatMap((before) => textsOf(before, "Roles")))) {
      // A profile has room for one role, so it is emptied first, whatever attempts got how far.
      await deleted(context.invoke("iam", "RemoveRoleFromInstanceProfile", { ...profile, RoleName: role }));
    }
    for (const role of roles) await context.invoke("iam", "AddRoleToInstanceProfile", { ...profile, RoleName: role });
    return { attributes };
  },

  async delete({ context, properties, physicalId }) {
    for (const role of textsOf(properties, "Roles")) {
      const input = { InstanceProfileName: physicalId, RoleName: role };
      await deleted(context.invoke("iam", "RemoveRoleFromInstanceProfile", input));
    }
    await deleted(context.invoke("iam", "DeleteInstanceProfile", { InstanceProfileName: physicalId }));
  },
};
