import {
  IAMClient,
  GenerateOrganizationsAccessReportCommand,
  GetOrganizationsAccessReportCommand,
  ListOrganizationsFeaturesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import type { GetOrganizationsAccessReportRequest } from "@aws-sdk/client-iam";
import { findService, listServices } from "../../../../src/policy";
import { clientConfig, faultOf, iamClient, startForTests } from "../../support";

// "Recorded": answers of AWS in September 2026, github.com/radkawar/stackd, testdata/aws/iam/organizations_access.json.

const ACCOUNT = "123456789012";
const NOW = new Date("2026-11-22T10:00:00Z");
const box = startForTests({ clock: { now: () => NOW } });
let client: IAMClient;

beforeAll(() => {
  client = iamClient(box.emulator);
});
afterAll(() => client.destroy());

const organization = async (): Promise<string> =>
  (await client.send(new ListOrganizationsFeaturesCommand({}))).OrganizationId as string;
const generate = async (EntityPath: string, OrganizationsPolicyId?: string): Promise<string> =>
  (await client.send(new GenerateOrganizationsAccessReportCommand({ EntityPath, OrganizationsPolicyId })))
    .JobId as string;
const read = (input: GetOrganizationsAccessReportRequest) =>
  client.send(new GetOrganizationsAccessReportCommand(input));

describe("last access: a report on an organization", () => {
  it("has all services, where nobody used one (recorded: generate_owned_ou_no_policy)", async () => {
    const { $metadata: _, ...report } = await read({ JobId: await generate(`${await organization()}/r-abcd`) });

    const count = listServices().length;
    expect(report).toEqual({
      JobStatus: "COMPLETED",
      JobCreationDate: NOW,
      JobCompletionDate: NOW,
      NumberOfServicesAccessible: count,
      NumberOfServicesNotAccessed: count,
      AccessDetails: expect.any(Array),
      IsTruncated: true,
      Marker: expect.any(String),
    });
    expect(report.AccessDetails).toHaveLength(100);
    expect(report.AccessDetails?.slice(0, 2)).toEqual([
      { ServiceName: "AWS App2Container", ServiceNamespace: "a2c", TotalAuthenticatedEntities: 0 },
      { ServiceName: "Alexa for Business", ServiceNamespace: "a4b", TotalAuthenticatedEntities: 0 },
    ]);
  });

  it("names the region of IAM alone (recorded)", async () => {
    const JobId = await generate(`${await organization()}/r-abcd/${ACCOUNT}`, "p-FullAWSAccess");
    const { AccessDetails = [] } = await read({ JobId, MaxItems: 1000 });

    expect(AccessDetails).toHaveLength(listServices().length);
    expect(AccessDetails.filter(({ Region }) => Region !== undefined)).toEqual([
      {
        ServiceName: "AWS Identity and Access Management",
        ServiceNamespace: "iam",
        Region: "us-east-1",
        TotalAuthenticatedEntities: 0,
      },
    ]);
    expect(AccessDetails.find(({ ServiceNamespace }) => ServiceNamespace === "dax")?.ServiceName).toBe(
      findService("dax")?.name,
    );
  });

  it.each([
    ["/r-abcd/ou-abcd-99999999", undefined, "INVALID_ORGANIZATIONS_ENTITY_PATH", "entity with the specified path"],
    ["/r-abcd/999999999999", undefined, "INVALID_ORGANIZATIONS_ENTITY_PATH", "entity with the specified path"],
    ["/r-abcd/", undefined, "INVALID_ORGANIZATIONS_ENTITY_PATH", "entity with the specified path"],
    ["/r-abcd", "p-notexist0", "INVALID_ORGANIZATIONS_POLICY", "policy with the specified ID"],
  ])("fails for %s and policy %s (recorded: path_…, policy_id_…)", async (path, policy, Code, what) => {
    const { $metadata: _, ...report } = await read({ JobId: await generate((await organization()) + path, policy) });

    expect(report).toEqual({
      JobStatus: "FAILED",
      JobCreationDate: NOW,
      JobCompletionDate: NOW,
      IsTruncated: false,
      ErrorDetails: { Code, Message: `The ${what} does not exist in your organization.` },
    });
  });

  it.each([
    [
      "o-zzzzzzzzzz/r-abcd",
      undefined,
      "AccessDenied",
      "The organization ID in the specified entity path is different than your organization ID.",
    ],
    [
      "bad",
      undefined,
      "ValidationError",
      "2 validation errors detected: Value at 'entityPath' failed to satisfy constraint: Member must have length greater " +
        "than or equal to 19; Value at 'entityPath' failed to satisfy constraint: Member must satisfy regular expression " +
        "pattern: ^o-[0-9a-z]{10,32}\\/r-[0-9a-z]{4,32}[0-9a-z-\\/]*",
    ],
    [
      "o-zzzzzzzzzz/r-abcd",
      "bad",
      "ValidationError",
      "1 validation error detected: Value at 'organizationsPolicyId' failed to satisfy constraint: Member must satisfy " +
        "regular expression pattern: ^p-[0-9a-zA-Z_]{8,128}$",
    ],
  ])("is refused for %s, policy %s: %s (recorded)", async (path, policy, code, message) => {
    expect(await faultOf(generate(path, policy))).toMatchObject({ code, message });
  });

  it("of an unknown job is not there (recorded: get_validation_missing_job)", async () => {
    const JobId = "00000000-0000-0000-0000-000000000000";

    expect(await faultOf(read({ JobId }))).toMatchObject({
      code: "NoSuchEntity",
      message: `Job ${JobId} does not exist.`,
    });
  });

  it("is sorted by namespace or time, page by page", async () => {
    const id = await organization();
    await box.emulator.invoke("iam", "CreateUser", { UserName: "ada" });
    const { AccessKey: key } = await box.emulator.invoke<{
      AccessKey: { AccessKeyId: string; SecretAccessKey: string };
    }>("iam", "CreateAccessKey", { UserName: "ada" });
    const ada = new IAMClient(clientConfig(box.emulator, key.AccessKeyId, key.SecretAccessKey));
    await ada.send(new ListRolesCommand({}));
    ada.destroy();
    const JobId = await generate(`${id}/r-abcd`);

    const first = await read({ JobId, MaxItems: 1, SortKey: "LAST_AUTHENTICATED_TIME_DESCENDING" });
    expect(first.NumberOfServicesNotAccessed).toBe(listServices().length - 1);
    expect(first.AccessDetails).toEqual([
      {
        ServiceName: "AWS Identity and Access Management",
        ServiceNamespace: "iam",
        Region: "us-east-1",
        EntityPath: `${id}/r-abcd/${ACCOUNT}`,
        LastAuthenticatedTime: NOW,
        TotalAuthenticatedEntities: 1,
      },
    ]);
    const down = await read({ JobId, MaxItems: 1, SortKey: "SERVICE_NAMESPACE_DESCENDING" });
    expect(down.AccessDetails?.[0]?.ServiceNamespace).toBe("xray");
    const next = await read({ JobId, MaxItems: 1, SortKey: "SERVICE_NAMESPACE_DESCENDING", Marker: down.Marker });
    expect(next.AccessDetails?.[0]?.ServiceNamespace).toBe("workspaces-web");
  });
});
