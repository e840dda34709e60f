import { createMemoryStore } from "../../../src/emulator";
import type { OperationContext } from "../../../src/emulator";
import { iam } from "../../../src/emulator/iam";
import { findAction } from "../../../src/policy";
import { startForTests } from "../support";
import { makeCertificate } from "./make-certificate";

const store = createMemoryStore();
const box = startForTests({ store });
const ACCOUNT = "arn:aws:iam::123456789012";

const context = {
  caller: { accountId: "123456789012", arn: `${ACCOUNT}:user/me`, userId: "AIDA", accessKeyId: "AKIA" },
  partition: "aws",
  region: "us-east-1",
  store,
} as unknown as OperationContext;

function needsOf(operation: string, input: object) {
  return iam.needs(operation, input as Record<string, unknown>, context);
}

describe("permissions: on credentials", () => {
  beforeAll(async () => {
    const make = (operation: string, input: object) => box.emulator.invoke("iam", operation, input);
    const Tags = [{ Key: "team", Value: "blue" }];
    const { pem, privateKey } = makeCertificate({ name: "server" });
    await make("UploadServerCertificate", {
      ServerCertificateName: "server",
      Path: "/cloudfront/",
      CertificateBody: pem,
      PrivateKey: privateKey,
      Tags,
    });
    await make("CreateVirtualMFADevice", { VirtualMFADeviceName: "phone", Tags });
    await make("CreateUser", { UserName: "ann", Path: "/team/" });
  });

  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
  it.each([
    ["GetServerCertificate", { ServerCertificateName: "server" }, `${ACCOUNT}:server-certificate/cloudfront/server`],
    ["DeleteVirtualMFADevice", { SerialNumber: `${ACCOUNT}:mfa/phone` }, `${ACCOUNT}:mfa/phone`],
    ["CreateLoginProfile", { UserName: "ann" }, `${ACCOUNT}:user/team/ann`],
    ["ChangePassword", {}, `${ACCOUNT}:user/me`],
    ["ListServiceSpecificCredentials", { AllUsers: true }, `${ACCOUNT}:user/*`],
    ["ListServiceSpecificCredentials", {}, `${ACCOUNT}:user/me`],
    ["GenerateCredentialReport", {}, "*"],
    ["CreateAccountAlias", { AccountAlias: "alias" }, "*"],
  ])("of %s with %j are on %s", (operation, input, resource) => {
    expect(needsOf(operation, input).map((need) => [need.action, need.resource])).toEqual([
      [`iam:${operation}`, resource],
    ]);
    expect(findAction(`iam:${operation}`)).toBeDefined();
  });

  it("see the tags of devices and server certificates", () => {
    const tagged = [
      ...needsOf("GetServerCertificate", { ServerCertificateName: "SERVER" }),
      ...needsOf("TagMFADevice", { SerialNumber: `${ACCOUNT}:mfa/phone` }),
    ];

    expect(tagged.map((need) => need.keys?.["aws:ResourceTag/team"])).toEqual(["blue", "blue"]);
  });

  it("see the service and the age of service-specific credentials", async () => {
    const { ServiceSpecificCredential } = await box.emulator.invoke<{
      ServiceSpecificCredential: { ServiceSpecificCredentialId: string };
    }>("iam", "CreateServiceSpecificCredential", { UserName: "ann", ServiceName: "bedrock.amazonaws.com" });
    const create = { UserName: "ann", ServiceName: "Bedrock.amazonaws.com", CredentialAgeDays: 30 };
    const reset = { UserName: "ann", ...ServiceSpecificCredential };

    // Recorded from AWS in September 2026: the name in lower case, of a change that of the credential.
    expect(needsOf("CreateServiceSpecificCredential", create)[0]?.keys).toMatchObject({
      "iam:ServiceSpecificCredentialServiceName": "bedrock.amazonaws.com",
      "iam:ServiceSpecificCredentialAgeDays": "30",
    });
    expect(needsOf("ResetServiceSpecificCredential", reset)[0]?.keys).toMatchObject({
      "iam:ServiceSpecificCredentialServiceName": "bedrock.amazonaws.com",
    });
    expect(needsOf("ResetServiceSpecificCredential", reset)[0]?.keys).not.toHaveProperty(
      "iam:ServiceSpecificCredentialAgeDays",
    );
  });
});
