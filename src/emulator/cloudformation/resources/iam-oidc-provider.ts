import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { isChanged, textOf, textsOf } from "./property";
import { tagsOf, updateTags } from "./tags";

interface ProviderOutput {
  readonly OpenIDConnectProviderArn: string;
}

/** AWS::IAM::OIDCProvider — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-oidcprovider.html */
export const iamOidcProvider: ResourceHandler = {
  async create({ context, stack, properties, initiated }) {
    const { OpenIDConnectProviderArn: arn } = await context.invoke<ProviderOutput>(
      "iam",
      "CreateOpenIDConnectProvider",
      {
        Url: textOf(properties, "Url"),
        ClientIDList: textsOf(properties, "ClientIdList"),
        ThumbprintList: textsOf(properties, "ThumbprintList"),
        Tags: tagsOf(stack, properties),
      },
    );
    initiated(arn);
    return { physicalId: arn, attributes: { Arn: arn } };
  },

  async update(request) {
    const { context, properties, previous, physicalId, attributes } = request;
    const provider = { OpenIDConnectProviderArn: physicalId };
    if (isChanged(request, "ThumbprintList")) {
      const input = { ...provider, ThumbprintList: textsOf(properties, "ThumbprintList") };
      await context.invoke("iam", "UpdateOpenIDConnectProviderThumbprint", input);
    }
    const wanted = textsOf(properties, "ClientIdList");
    for (const ClientID of new Set(previous.flatMap((before) => textsOf(before, "ClientIdList")))) {
      if (wanted.includes(ClientID)) continue;
      await context.invoke("iam", "RemoveClientIDFromOpenIDConnectProvider", { ...provider, ClientID });
    }
    for (const ClientID of wanted) {
      await context.invoke("iam", "AddClientIDToOpenIDConnectProvider", { ...provider, ClientID });
    }
    await updateTags("OIDCProvider", request);
    return { attributes };
  },

  async delete({ context, physicalId }) {
    await deleted(context.invoke("iam", "DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn: physicalId }));
  },
};
