import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  PutUserPermissionsBoundaryCommand,
  paginateListPolicies,
  paginateListPolicyVersions,
} from "@aws-sdk/client-iam";
import type { IAMClient, ListPoliciesCommandInput, Policy, PolicyVersion } from "@aws-sdk/client-iam";
import { findManagedPolicy, listManagedPolicies } from "../../../src/emulator/iam/managed-policies";
import { POLICY, TRUST, faultOf, iamClient, startForTests } from "../support";

const box = startForTests();
let iam: IAMClient;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

function arnOf(path: string): string {
  return `arn:aws:iam::aws:policy/${path}`;
}

async function listVersions(path: string, pageSize = 1000): Promise<PolicyVersion[]> {
  const versions: PolicyVersion[] = [];
  for await (const page of paginateListPolicyVersions({ client: iam, pageSize }, { PolicyArn: arnOf(path) })) {
    versions.push(...(page.Versions ?? []));
  }
  return versions;
}

async function listAll(input: ListPoliciesCommandInput, pageSize = 1000, client = iam): Promise<Policy[]> {
  const policies: Policy[] = [];
  for await (const page of paginateListPolicies({ client, pageSize }, input)) policies.push(...(page.Policies ?? []));
  return policies;
}

function numberOf({ VersionId = "" }: PolicyVersion): number {
  return Number(VersionId.slice(1));
}

describe("AWS's own policies: versions", () => {
  // Answers of `aws iam list-policy-versions` that users of AWS published (several write-ups of training labs).
  it.each([
    [
      "IAMReadOnlyAccess",
      ["v4 2018-01-25T19:11:27", "v3 2016-09-06T17:06:37", "v2 2015-04-21T16:01:34", "v1 2015-02-06T18:40:39"],
    ],
    [
      "AmazonGuardDutyReadOnlyAccess",
      ["v4 2023-11-16T23:07:06", "v3 2021-02-16T23:37:57", "v2 2018-04-25T21:07:17", "v1 2017-11-28T22:29:40"],
    ],
  ])("of %s are listed newest first, with AWS's dates", async (name, expected) => {
    const versions = await listVersions(name);

    // AWS may have made more since.
    const known = versions.slice(-4);
    expect(known.map(({ VersionId, CreateDate }) => `${VersionId} ${CreateDate?.toISOString().slice(0, 19)}`)).toEqual(
      expected,
    );
    expect(versions.map(({ IsDefaultVersion }) => IsDefaultVersion)).toEqual(versions.map((_, at) => at === 0));
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html: only with the version itself.
    expect(versions.filter(({ Document }) => Document !== undefined)).toEqual([]);
  });

  it.each([
    // As published with the versions of IAMReadOnlyAccess above.
    ["v1", ["iam:List*", "iam:Get*"]],
    ["v2", ["iam:GenerateCredentialReport", "iam:Get*", "iam:List*"]],
    ["v3", ["iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:Get*", "iam:List*"]],
  ])("have their own document: %s", async (VersionId, Action) => {
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn: arnOf("IAMReadOnlyAccess"), VersionId }),
    );

    expect(PolicyVersion).toMatchObject({ VersionId, IsDefaultVersion: false });
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource: "*" }],
    });
  });

  it("go beyond one page", async () => {
    const { Versions, IsTruncated } = await iam.send(
      new ListPolicyVersionsCommand({ PolicyArn: arnOf("ReadOnlyAccess") }),
    );
    const all = await listVersions("ReadOnlyAccess");
    const byForty = await listVersions("ReadOnlyAccess", 40);

    expect([Versions?.length, IsTruncated]).toEqual([100, true]);
    expect(all.length).toBeGreaterThan(150);
    expect(byForty).toEqual(all);
    expect(all.map(numberOf)).toEqual(all.map(numberOf).sort((a, b) => b - a));
  });

  it.each([
    ["that is not made yet", "AdministratorAccess", "v2"],
    // Newer versions than of August 2023 are in the catalogue if they were the default when it was updated, daily.
    ["that the catalogue missed", "PowerUserAccess", "v9"],
    ["of a policy that there is not", "NoSuchAccess", "v1"],
  ])("are NoSuchEntity for one %s", async (_which, name, VersionId) => {
    const PolicyArn = arnOf(name);
    const call = iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));

    // facts/aws-errors.tsv, test_iam_policies: err-get-nonexistent-version.
    expect(await faultOf(call)).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
    });
  });

  it("are all in the account's details where the policy is used", async () => {
    const PolicyArn = arnOf("job-function/SupportUser");
    const client = iamClient(box.emulator, "333333333333");
    await client.send(new CreateRoleCommand({ RoleName: "Detailed", AssumeRolePolicyDocument: TRUST }));
    await client.send(new AttachRolePolicyCommand({ RoleName: "Detailed", PolicyArn }));

    const { Policies: [policy] = [] } = await client.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["AWSManagedPolicy"] }),
    );
    const details = policy?.PolicyVersionList ?? [];
    const { PolicyVersion: first } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));

    // Whoever downloads them from AWS has to leave out the older ones: `cloudsplaining download` has an option for it.
    expect(details.map(numberOf).slice(-8)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect([policy?.Arn, details.at(-1)]).toEqual([PolicyArn, first]);
    expect(details[0]?.Document).not.toBe(first?.Document);
  });
});

describe("AWS's own policies: their list", () => {
  it("begins with the customer's own, then AWS's oldest", async () => {
    await iam.send(new CreatePolicyCommand({ PolicyName: "ZLast", PolicyDocument: POLICY }));

    const policies = await listAll({}, 700);
    const created = policies.slice(1).map(({ CreateDate }) => CreateDate?.getTime() ?? 0);

    // Order and members: the example of https://docs.aws.amazon.com/cli/latest/reference/iam/list-policies.html
    expect(policies.slice(0, 3).map(({ PolicyName }) => PolicyName)).toEqual([
      "ZLast",
      "AdministratorAccess",
      "PowerUserAccess",
    ]);
    expect(policies[1]).toEqual({
      PolicyName: "AdministratorAccess",
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as string,
      Arn: arnOf("AdministratorAccess"),
      Path: "/",
      DefaultVersionId: "v1",
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: new Date("2015-02-06T18:39:46Z"),
      UpdateDate: new Date("2015-02-06T18:39:46Z"),
    });
    expect(created).toEqual([...created].sort((a, b) => a - b));
    expect(policies.length).toBe(listManagedPolicies("aws").length + 1);
    expect(new Set(policies.map(({ PolicyId }) => PolicyId)).size).toBe(policies.length);
  });

  it("is the same in other partitions, with their ARNs", () => {
    const arn = "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

    expect(findManagedPolicy(arn, "aws-cn")?.arn).toBe(arn);
    expect(findManagedPolicy(arn, "aws")).toBeUndefined();
  });

  it("has a newest version of each that is the default, made when the policy was last updated", () => {
    const policies = listManagedPolicies("aws");
    const wrong = policies.filter(({ versions, defaultVersionId, updateDate, createDate }) => {
      const dates = [createDate, ...versions.map((version) => version.createDate), updateDate].map(Number);
      const newest = versions.at(-1);
      return (
        newest?.versionId !== defaultVersionId ||
        newest.createDate.getTime() !== updateDate.getTime() ||
        dates.some((date, at) => Number.isNaN(date) || date < (dates[at - 1] ?? 0))
      );
    });

    expect(policies.length).toBeGreaterThan(1500);
    expect(wrong.map(({ arn }) => arn)).toEqual([]);
  });
});

describe("AWS's own policies: use", () => {
  it("is counted per account", async () => {
    const PolicyArn = arnOf("AmazonS3ReadOnlyAccess");
    const other = iamClient(box.emulator, "222222222222");
    const usage = async (client: IAMClient) => {
      const { Policy: policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
      return [policy?.AttachmentCount, policy?.PermissionsBoundaryUsageCount];
    };
    await iam.send(new CreateUserCommand({ UserName: "here" }));
    await other.send(new CreateUserCommand({ UserName: "there" }));
    await other.send(new CreateUserCommand({ UserName: "too" }));
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: "here", PermissionsBoundary: PolicyArn }));
    await other.send(new AttachUserPolicyCommand({ UserName: "there", PolicyArn }));
    await other.send(new AttachUserPolicyCommand({ UserName: "too", PolicyArn }));

    expect([await usage(iam), await usage(other)]).toEqual([
      [0, 1],
      [2, 0],
    ]);
    const used = async (filter: ListPoliciesCommandInput, client: IAMClient) =>
      (await listAll({ Scope: "AWS", ...filter }, 1000, client)).map(({ Arn }) => Arn);
    expect(await used({ OnlyAttached: true }, iam)).toEqual([]);
    expect(await used({ OnlyAttached: true }, other)).toEqual([PolicyArn]);
    expect(await used({ PolicyUsageFilter: "PermissionsBoundary" }, iam)).toEqual([PolicyArn]);
    expect(await used({ PolicyUsageFilter: "PermissionsBoundary" }, other)).toEqual([]);
  });

  it("is not for everybody: those of service-linked roles cannot be attached", async () => {
    const PolicyArn = arnOf("aws-service-role/AmazonElasticsearchServiceRolePolicy");
    const RoleName = "Customer";
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
    const call = iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

    // https://github.com/aws/aws-cdk/issues/6131
    expect(await faultOf(call)).toEqual({
      code: "PolicyNotAttachable",
      status: 400,
      message: "Cannot attach a Service Role Policy to a Customer Role.",
    });
    // Observed: IsAttachable is true of them nevertheless.
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.IsAttachable).toBe(true);
  });
});
