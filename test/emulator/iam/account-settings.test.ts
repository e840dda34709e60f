import {
  AcquireRoleCommand,
  DisableOrganizationsRootCredentialsManagementCommand,
  DisableOrganizationsRootSessionsCommand,
  DisableOutboundWebIdentityFederationCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  EnableOutboundWebIdentityFederationCommand,
  GetAccountPropertiesCommand,
  GetAccountSummaryCommand,
  GetOutboundWebIdentityFederationInfoCommand,
  GetRoleTemplateVersionCommand,
  ListOrganizationsFeaturesCommand,
  PutAccountPropertiesCommand,
  SetSecurityTokenServicePreferencesCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { faultOf, iamClient, startForTests } from "../support";

const box = startForTests();
let iam: IAMClient;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

describe("organization root features", () => {
  it("are switched on and off, one by one", async () => {
    const none = await iam.send(new ListOrganizationsFeaturesCommand({}));
    const one = await iam.send(new EnableOrganizationsRootSessionsCommand({}));
    const both = await iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
    const other = await iam.send(new DisableOrganizationsRootSessionsCommand({}));
    const listed = await iam.send(new ListOrganizationsFeaturesCommand({}));
    const off = await iam.send(new DisableOrganizationsRootCredentialsManagementCommand({}));

    expect(none).toMatchObject({ OrganizationId: expect.stringMatching(/^o-[a-z0-9]{10,32}$/) as string });
    const steps = [none, one, both, other, listed, off];
    expect(steps.map(({ EnabledFeatures }) => EnabledFeatures)).toEqual([
      [],
      ["RootSessions"],
      ["RootCredentialsManagement", "RootSessions"],
      ["RootCredentialsManagement"],
      ["RootCredentialsManagement"],
      [],
    ]);
    expect(new Set(steps.map(({ OrganizationId }) => OrganizationId)).size).toBe(1);
  });

  it("are each account's own", async () => {
    const other = iamClient(box.emulator, "999999999999");
    await iam.send(new EnableOrganizationsRootSessionsCommand({}));

    const theirs = await other.send(new ListOrganizationsFeaturesCommand({}));

    expect(theirs.EnabledFeatures).toEqual([]);
  });
});

describe("outbound web identity federation", () => {
  it("has an issuer of the account's own while it is on", async () => {
    const { IssuerIdentifier } = await iam.send(new EnableOutboundWebIdentityFederationCommand({}));
    const info = await iam.send(new GetOutboundWebIdentityFederationInfoCommand({}));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
    expect(IssuerIdentifier).toMatch(/^https:\/\/[0-9a-f-]{36}\.tokens\.sts\.global\.api\.aws$/);
    expect(info).toMatchObject({ IssuerIdentifier, JwtVendingEnabled: true });
    expect(await faultOf(iam.send(new EnableOutboundWebIdentityFederationCommand({})))).toMatchObject({
      code: "FeatureEnabled",
      status: 409,
    });
    await iam.send(new DisableOutboundWebIdentityFederationCommand({}));
  });

  it("answers FeatureDisabled while it is off", async () => {
    const disabled = { code: "FeatureDisabled", status: 404 };

    expect(await faultOf(iam.send(new GetOutboundWebIdentityFederationInfoCommand({})))).toMatchObject(disabled);
    expect(await faultOf(iam.send(new DisableOutboundWebIdentityFederationCommand({})))).toMatchObject(disabled);
  });
});

describe("preferences of the security token service", () => {
  it("show in the account summary", async () => {
    const versionNow = async (): Promise<number | undefined> =>
      (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap?.GlobalEndpointTokenVersion;
    const before = await versionNow();

    await iam.send(new SetSecurityTokenServicePreferencesCommand({ GlobalEndpointTokenVersion: "v2Token" }));

    expect([before, await versionNow()]).toEqual([1, 2]);
  });
});

describe("account properties", () => {
  it("are kept by name, the last value wins", async () => {
    await iam.send(new PutAccountPropertiesCommand({ Properties: { "RoleManager/A": "true", "RoleManager/B": "1" } }));
    await iam.send(new PutAccountPropertiesCommand({ Properties: { "RoleManager/A": "false" } }));

    const { Properties } = await iam.send(new GetAccountPropertiesCommand({}));

    expect(Properties).toEqual({ "RoleManager/A": "false", "RoleManager/B": "1" });
  });

  it.each([
    ["no namespace", { Enabled: "true" }],
    ["a slash at the end", { "RoleManager/": "true" }],
    ["two slashes", { "RoleManager/A/B": "true" }],
    ["two namespaces", { "RoleManager/A": "true", "Other/B": "true" }],
  ])("are refused with %s", async (_case, Properties) => {
    // The rules: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutAccountProperties.html
    expect(await faultOf(iam.send(new PutAccountPropertiesCommand({ Properties })))).toMatchObject({
      code: "InvalidInput",
      status: 400,
    });
  });
});

describe("role templates", () => {
  it("are made by AWS's services only, so that there are none", async () => {
    const TemplateArn = "arn:aws:iam::aws:role-template/Some/1";

    for (const call of [
      iam.send(new GetRoleTemplateVersionCommand({ TemplateArn })),
      iam.send(new AcquireRoleCommand({ TemplateArn })),
    ]) {
      expect(await faultOf(call)).toMatchObject({ code: "NoSuchEntity", status: 404 });
    }
  });
});
