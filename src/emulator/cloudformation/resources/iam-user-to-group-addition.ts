import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { textOf, textsOf } from "./property";

/** AWS::IAM::UserToGroupAddition — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-usertogroupaddition.html */
export const iamUserToGroupAddition: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    initiated(name);
    for (const user of textsOf(properties, "Users")) {
      await context.invoke("iam", "AddUserToGroup", { GroupName: textOf(properties, "GroupName"), UserName: user });
    }
    return { physicalId: name, attributes: { Id: name } };
  },

  async update({ context, properties, previous, attributes }) {
    const group = textOf(properties, "GroupName");
    const users = textsOf(properties, "Users");
    for (const before of previous) {
      const formerGroup = textOf(before, "GroupName");
      for (const user of textsOf(before, "Users")) {
        if (formerGroup === group && users.includes(user)) continue;
        await deleted(context.invoke("iam", "RemoveUserFromGroup", { GroupName: formerGroup, UserName: user }));
      }
    }
    for (const user of users) await context.invoke("iam", "AddUserToGroup", { GroupName: group, UserName: user });
    return { attributes };
  },

  async delete({ context, properties }) {
    for (const user of textsOf(properties, "Users")) {
      const input = { GroupName: textOf(properties, "GroupName"), UserName: user };
      await deleted(context.invoke("iam", "RemoveUserFromGroup", input));
    }
  },
};
