import type { OperationContext } from "../../operation";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { isChanged, textOf } from "./property";
import { tagsOf, updateTags } from "./tags";

interface ProviderOutput {
  readonly SAMLProviderArn: string;
}

/** AWS::IAM::SAMLProvider — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-samlprovider.html */
export const iamSamlProvider: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { SAMLProviderArn: arn } = await context.invoke<ProviderOutput>("iam", "CreateSAMLProvider", {
      Name: name,
      SAMLMetadataDocument: textOf(properties, "SamlMetadataDocument"),
      AssertionEncryptionMode: textOf(properties, "AssertionEncryptionMode"),
      AddPrivateKey: textOf(properties, "AddPrivateKey"),
      Tags: tagsOf(stack, properties),
    });
    initiated(arn);
    return { physicalId: arn, attributes: await readSamlProviderAttributes(context, arn) };
  },

  async update(request) {
    const { context, properties, physicalId } = request;
    if (isChanged(request, "SamlMetadataDocument") || isChanged(request, "AssertionEncryptionMode")) {
      await context.invoke("iam", "UpdateSAMLProvider", {
        SAMLProviderArn: physicalId,
        SAMLMetadataDocument: textOf(properties, "SamlMetadataDocument"),
        AssertionEncryptionMode: textOf(properties, "AssertionEncryptionMode") ?? "Allowed",
      });
    }
    await updateTags("SAMLProvider", request);
    return { attributes: await readSamlProviderAttributes(context, physicalId) };
  },

  async delete({ context, physicalId }) {
    await deleted(context.invoke("iam", "DeleteSAMLProvider", { SAMLProviderArn: physicalId }));
  },
};

/** What `Fn::GetAtt` yields of a SAML provider. */
export async function readSamlProviderAttributes(
  context: OperationContext,
  arn: string,
): Promise<Record<string, string>> {
  const input = { SAMLProviderArn: arn };
  const { SAMLProviderUUID: uuid } = await context.invoke<{ readonly SAMLProviderUUID: string }>(
    "iam",
    "GetSAMLProvider",
    input,
  );
  return { Arn: arn, SamlProviderUUID: uuid };
}
