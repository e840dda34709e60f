import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetSAMLProviderCommand,
  GetServerCertificateCommand,
  ListMFADeviceTagsCommand,
  ListMFADevicesCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  ListServerCertificatesCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { makeCertificate } from "../iam/make-certificate";
import { samlMetadata } from "../saml-fixture";
import { faultOf, iamClient } from "../support";
import type { StackFixture } from "./stack-fixture";
import { startFixture } from "./stack-fixture";

const ACCOUNT = "arn:aws:iam::123456789012";
const IAM = { Capabilities: ["CAPABILITY_NAMED_IAM" as const] };
const TAGS = { Tags: [{ Key: "stack", Value: "s" }] };
let stacks: StackFixture;
let iam: IAMClient;

beforeEach(async () => {
  stacks = await startFixture();
  iam = iamClient(stacks.emulator);
});
afterEach(() => stacks.emulator.stop());

type Template = ReturnType<typeof template>;

/** A stack of one resource, `It`, whose outputs are the given values. */
function template(type: string, properties: object, values: Record<string, object> = {}, others: object = {}) {
  const Outputs = Object.fromEntries(Object.entries(values).map(([key, Value]) => [key, { Value }]));
  return { Resources: { ...others, It: { Type: `AWS::IAM::${type}`, Properties: properties } }, Outputs };
}

async function create(body: Template): Promise<{ id: string; outputs: Record<string, string | undefined> }> {
  const stack = await stacks.create("stack", body, { ...IAM, ...TAGS });
  expect([stack.StackStatus, await failuresOf("stack")]).toEqual(["CREATE_COMPLETE", []]);
  const outputs = stack.Outputs?.map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]) ?? [];
  return { id: stack.StackId ?? "", outputs: Object.fromEntries(outputs) as Record<string, string> };
}

async function update(body: Template): Promise<void> {
  const stack = await stacks.update("stack", body, { ...IAM, ...TAGS });
  expect([stack.StackStatus, await failuresOf("stack")]).toEqual(["UPDATE_COMPLETE", []]);
}

async function failuresOf(stack: string): Promise<(string | undefined)[]> {
  const events = await stacks.events(stack);
  return events.filter(({ ResourceStatus }) => ResourceStatus?.endsWith("FAILED")).map((e) => e.ResourceStatusReason);
}

// Ref, attributes and what is replaced: facts/cloudformation.md 3, from AWS's resource schemas.

describe("AWS::IAM::OIDCProvider", () => {
  const provider = (properties: object): Template =>
    template("OIDCProvider", properties, { Ref: { Ref: "It" }, Arn: { "Fn::GetAtt": "It.Arn" } });

  it("is created, changed in place, replaced with its URL and deleted", async () => {
    const arn = `${ACCOUNT}:oidc-provider/one.example.org`;
    const first = { Url: "https://one.example.org", ClientIdList: ["a", "b"], ThumbprintList: ["a".repeat(40)] };
    const { id, outputs } = await create(provider(first));
    expect(outputs).toEqual({ Ref: arn, Arn: arn });

    await update(
      provider({ Url: "https://one.example.org", ClientIdList: ["b", "c"], Tags: [{ Key: "k", Value: "v" }] }),
    );
    const changed = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
    expect(changed).toMatchObject({
      ClientIDList: ["b", "c"],
      ThumbprintList: [],
      Tags: [
        { Key: "k", Value: "v" },
        { Key: "stack", Value: "s" },
      ],
    });

    await update(provider({ Url: "https://two.example.org" }));
    const replaced = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(replaced.OpenIDConnectProviderList).toEqual([{ Arn: `${ACCOUNT}:oidc-provider/two.example.org` }]);

    await stacks.delete(id);
    expect((await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
  });

  it("goes again when the stack rolls back", async () => {
    const body = template("OIDCProvider", { Url: "https://one.example.org" });
    const broken = { Type: "AWS::IAM::Group", DependsOn: "It", Properties: { GroupName: "no spaces allowed" } };

    const stack = await stacks.create("stack", { Resources: { ...body.Resources, Broken: broken } }, IAM);

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList).toEqual([]);
  });
});

describe("AWS::IAM::SAMLProvider", () => {
  const provider = (properties: object): Template =>
    template("SAMLProvider", properties, {
      Ref: { Ref: "It" },
      Arn: { "Fn::GetAtt": "It.Arn" },
      Uuid: { "Fn::GetAtt": "It.SamlProviderUUID" },
    });

  it("is created, changed in place, replaced with its name and deleted", async () => {
    const { id, outputs } = await create(provider({ Name: "idp", SamlMetadataDocument: samlMetadata() }));
    const SAMLProviderArn = `${ACCOUNT}:saml-provider/idp`;
    const made = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));
    expect(outputs).toEqual({ Ref: SAMLProviderArn, Arn: SAMLProviderArn, Uuid: made.SAMLProviderUUID });
    expect(made.Tags).toEqual([{ Key: "stack", Value: "s" }]);

    const SamlMetadataDocument = samlMetadata({ entityId: "https://other.example.org" });
    await update(provider({ Name: "idp", SamlMetadataDocument }));
    const changed = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }));
    expect(changed).toMatchObject({
      SAMLMetadataDocument: SamlMetadataDocument,
      SAMLProviderUUID: made.SAMLProviderUUID,
    });

    await update(provider({ Name: "idp2", SamlMetadataDocument }));
    const { SAMLProviderList = [] } = await iam.send(new ListSAMLProvidersCommand({}));
    expect(SAMLProviderList.map(({ Arn }) => Arn)).toEqual([`${ACCOUNT}:saml-provider/idp2`]);

    await stacks.delete(id);
    expect((await iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList).toEqual([]);
  });

  it("gets a name from CloudFormation, and fails with metadata that cannot be read", async () => {
    const { outputs } = await create(provider({ SamlMetadataDocument: samlMetadata() }));
    expect(outputs.Ref).toMatch(/:saml-provider\/stack-It-[A-Za-z0-9]{12}$/);

    const bad = provider({ SamlMetadataDocument: samlMetadata().slice(0, -5) });
    await stacks.create("bad", bad, IAM);

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
    expect((await failuresOf("bad"))[0]).toContain("Could not parse metadata");
  });
});

describe("AWS::IAM::ServerCertificate", () => {
  const { pem, privateKey } = makeCertificate({ name: "server.example.org" });
  const certificate = (properties: object): Template =>
    template(
      "ServerCertificate",
      { CertificateBody: pem, PrivateKey: privateKey, ...properties },
      { Ref: { Ref: "It" }, Arn: { "Fn::GetAtt": "It.Arn" } },
    );

  it("is created, moved in place, replaced with its name and deleted", async () => {
    const { id, outputs } = await create(certificate({ ServerCertificateName: "cert" }));
    expect(outputs).toEqual({ Ref: "cert", Arn: `${ACCOUNT}:server-certificate/cert` });

    await update(certificate({ ServerCertificateName: "cert", Path: "/cloudfront/" }));
    const moved = await iam.send(new GetServerCertificateCommand({ ServerCertificateName: "cert" }));
    expect(moved.ServerCertificate).toMatchObject({
      ServerCertificateMetadata: { Arn: `${ACCOUNT}:server-certificate/cloudfront/cert` },
      Tags: [{ Key: "stack", Value: "s" }],
    });

    await update(certificate({ ServerCertificateName: "cert2" }));
    const { ServerCertificateMetadataList: listed = [] } = await iam.send(new ListServerCertificatesCommand({}));
    expect(listed.map(({ ServerCertificateName }) => ServerCertificateName)).toEqual(["cert2"]);

    await stacks.delete(id);
    expect((await iam.send(new ListServerCertificatesCommand({}))).ServerCertificateMetadataList).toEqual([]);
  });
});

describe("AWS::IAM::ServiceLinkedRole", () => {
  const linked = (properties: object): Template =>
    template(
      "ServiceLinkedRole",
      { AWSServiceName: "autoscaling.amazonaws.com", ...properties },
      {
        Ref: { Ref: "It" },
        Name: { "Fn::GetAtt": "It.RoleName" },
      },
    );

  it("is created, described anew in place, replaced with its suffix and deleted", async () => {
    const { id, outputs } = await create(linked({ Description: "one" }));
    const RoleName = "AWSServiceRoleForAutoScaling";
    expect(outputs).toEqual({ Ref: RoleName, Name: RoleName });

    await update(linked({ Description: "two" }));
    expect(await iam.send(new GetRoleCommand({ RoleName }))).toMatchObject({ Role: { Description: "two" } });

    await update(linked({ CustomSuffix: "x" }));
    expect(await faultOf(iam.send(new GetRoleCommand({ RoleName })))).toMatchObject({ code: "NoSuchEntity" });
    const suffixed = { RoleName: `${RoleName}_x` };
    expect(await iam.send(new GetRoleCommand(suffixed))).toMatchObject({ Role: suffixed });

    const gone = await stacks.delete(id);
    expect(gone.StackStatus).toBe("DELETE_COMPLETE");
    expect(await faultOf(iam.send(new GetRoleCommand(suffixed)))).toMatchObject({ code: "NoSuchEntity" });
  });
});

describe("AWS::IAM::VirtualMFADevice", () => {
  const users = { Ada: { Type: "AWS::IAM::User", Properties: { UserName: "ada" } } };
  const device = (properties: object): Template =>
    template(
      "VirtualMFADevice",
      { VirtualMfaDeviceName: "phone", Users: [{ Ref: "Ada" }], ...properties },
      { Ref: { Ref: "It" }, Serial: { "Fn::GetAtt": "It.SerialNumber" } },
      users,
    );

  it("is created for its user, tagged in place, replaced with its path and deleted", async () => {
    const { id, outputs } = await create(device({}));
    const serial = `${ACCOUNT}:mfa/phone`;
    expect(outputs).toEqual({ Ref: serial, Serial: serial });
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName: "ada" }));
    expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([serial]);

    await update(device({ Tags: [{ Key: "k", Value: "v" }] }));
    const { Tags } = await iam.send(new ListMFADeviceTagsCommand({ SerialNumber: serial }));
    expect(Tags).toEqual([
      { Key: "k", Value: "v" },
      { Key: "stack", Value: "s" },
    ]);

    await update(device({ VirtualMfaDeviceName: "tablet", Path: "/devices/" }));
    const { VirtualMFADevices = [] } = await iam.send(new ListVirtualMFADevicesCommand({}));
    expect(VirtualMFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([`${ACCOUNT}:mfa/devices/tablet`]);

    await stacks.delete(id);
    expect((await iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
  });
});
