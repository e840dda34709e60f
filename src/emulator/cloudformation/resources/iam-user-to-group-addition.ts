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

  async delete({ context, properties }) {
    for (const user of textsOf(properties, "Users")) {
      const input = { GroupName: textOf(properties, "GroupName"), UserName: user };
      await deleted(context.invoke("iam", "RemoveUserFromGroup", input));
    }
  },
};
