import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { textOf } from "./property";

interface CreateAccessKeyOutput {
  readonly AccessKey: { readonly AccessKeyId: string; readonly SecretAccessKey: string };
}

/** AWS::IAM::AccessKey — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-accesskey.html */
export const iamAccessKey: ResourceHandler = {
  async create({ context, properties, initiated }) {
    const userName = textOf(properties, "UserName");
    const { AccessKey: key } = await context.invoke<CreateAccessKeyOutput>("iam", "CreateAccessKey", {
      UserName: userName,
    });
    initiated(key.AccessKeyId);
    if (textOf(properties, "Status") === "Inactive") {
      const input = { UserName: userName, AccessKeyId: key.AccessKeyId, Status: "Inactive" };
      await context.invoke("iam", "UpdateAccessKey", input);
    }
    return {
      physicalId: key.AccessKeyId,
      attributes: { Id: key.AccessKeyId, SecretAccessKey: key.SecretAccessKey },
    };
  },

  async update({ context, properties, physicalId, attributes }) {
    const userName = textOf(properties, "UserName");
    const status = textOf(properties, "Status") ?? "Active";
    const input = { UserName: userName, AccessKeyId: physicalId, Status: status };
    await context.invoke("iam", "UpdateAccessKey", input);
    return { attributes };
  },

  async delete({ context, properties, physicalId }) {
    const input = { UserName: textOf(properties, "UserName"), AccessKeyId: physicalId };
    await deleted(context.invoke("iam", "DeleteAccessKey", input));
  },
};
