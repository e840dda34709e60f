import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { isChanged, textOf } from "./property";
import { tagsOf, updateTags } from "./tags";

interface UploadOutput {
  readonly ServerCertificateMetadata: { readonly Arn: string };
}

interface CertificateOutput {
  readonly ServerCertificate: UploadOutput;
}

/** AWS::IAM::ServerCertificate — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-servercertificate.html */
export const iamServerCertificate: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { ServerCertificateMetadata: made } = await context.invoke<UploadOutput>("iam", "UploadServerCertificate", {
      ServerCertificateName: name,
      Path: textOf(properties, "Path"),
      CertificateBody: textOf(properties, "CertificateBody"),
      CertificateChain: textOf(properties, "CertificateChain"),
      PrivateKey: textOf(properties, "PrivateKey"),
      Tags: tagsOf(stack, properties),
    });
    initiated(name);
    return { physicalId: name, attributes: { Arn: made.Arn } };
  },

  async update(request) {
    const { context, properties, physicalId } = request;
    const certificate = { ServerCertificateName: physicalId };
    if (isChanged(request, "Path")) {
      const input = { ...certificate, NewPath: textOf(properties, "Path") ?? "/" };
      await context.invoke("iam", "UpdateServerCertificate", input);
    }
    await updateTags("ServerCertificate", request);
    const found = await context.invoke<CertificateOutput>("iam", "GetServerCertificate", certificate);
    return { attributes: { Arn: found.ServerCertificate.ServerCertificateMetadata.Arn } };
  },

  async delete({ context, physicalId }) {
    await deleted(context.invoke("iam", "DeleteServerCertificate", { ServerCertificateName: physicalId }));
  },
};
