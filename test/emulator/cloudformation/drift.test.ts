import type { StackResourceDrift } from "@aws-sdk/client-cloudformation";
import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  DetectStackResourceDriftCommand,
} from "@aws-sdk/client-cloudformation";
import { findDifferences } from "../../../src/emulator/cloudformation/drift/find-differences";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture } from "./stack-fixture";

let fixture: StackFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.emulator.stop());

const iam = (operation: string, input: object): Promise<unknown> => fixture.emulator.invoke("iam", operation, input);

/** Detects and waits. @returns the operation's answer and what it found by logical id */
async function detect(
  stack: string,
  input: { LogicalResourceIds?: string[] } = {},
): Promise<{ status?: string; drifted?: number; drifts: Map<string, StackResourceDrift> }> {
  const { client } = fixture;
  const started = await client.send(new DetectStackDriftCommand({ StackName: stack, ...input }));
  const query = { StackDriftDetectionId: started.StackDriftDetectionId };
  for (;;) {
    const answer = await client.send(new DescribeStackDriftDetectionStatusCommand(query));
    if (answer.DetectionStatus === "DETECTION_IN_PROGRESS") continue;
    expect(answer.DetectionStatus).toBe("DETECTION_COMPLETE");
    const found = await client.send(new DescribeStackResourceDriftsCommand({ StackName: stack }));
    const drifts = (found.StackResourceDrifts ?? []).map((drift) => [drift.LogicalResourceId ?? "", drift] as const);
    return {
      status: answer.StackDriftStatus,
      drifted: answer.DriftedStackResourceCount,
      drifts: new Map(drifts),
    };
  }
}

const everything = (prefix: string): object => ({
  Resources: {
    Role: role("lambda", {
      RoleName: `${prefix}-role`,
      Description: "as declared",
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", { Ref: "Managed" }],
      Policies: [{ PolicyName: "inline", PolicyDocument: allow("s3:GetObject") }],
      Tags: [{ Key: "team", Value: "security" }],
    }),
    Managed: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { ManagedPolicyName: `${prefix}-managed`, PolicyDocument: allow("sqs:SendMessage") },
    },
    Separate: {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "separate", Roles: [{ Ref: "Role" }], PolicyDocument: allow("sns:Publish") },
    },
    Attached: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        ManagedPolicyName: `${prefix}-attached`,
        Roles: [{ Ref: "Role" }],
        PolicyDocument: allow("ses:SendEmail"),
      },
    },
    Profile: {
      Type: "AWS::IAM::InstanceProfile",
      Properties: { InstanceProfileName: `${prefix}-profile`, Roles: [{ Ref: "Role" }] },
    },
    Group: { Type: "AWS::IAM::Group", Properties: { GroupName: `${prefix}-group` } },
    User: { Type: "AWS::IAM::User", Properties: { UserName: `${prefix}-user`, Groups: [{ Ref: "Group" }] } },
    RolePolicy: {
      Type: "AWS::IAM::RolePolicy",
      Properties: { RoleName: { Ref: "Role" }, PolicyName: "on-role", PolicyDocument: allow("kms:Decrypt") },
    },
    Parameter: {
      Type: "AWS::SSM::Parameter",
      Properties: { Name: `/${prefix}/p`, Type: "String", Value: "declared" },
    },
    Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: `${prefix}-bucket` } },
    Queue: queue,
  },
});

describe("a stack that nobody touched", () => {
  it("is in sync, with each resource of a type that can be checked", async () => {
    await fixture.create("untouched", everything("untouched"), { Tags: [{ Key: "cost-center", Value: "42" }] });

    const { status, drifted, drifts } = await detect("untouched");

    expect({ status, drifted }).toEqual({ status: "IN_SYNC", drifted: 0 });
    expect([...drifts].map(([id, drift]) => [id, drift.StackResourceDriftStatus]).sort()).toEqual(
      ["Attached", "Bucket", "Group", "Managed", "Parameter", "Profile", "Role", "RolePolicy", "Separate", "User"].map(
        (id) => [id, "IN_SYNC"],
      ),
    );
    expect((await fixture.describe("untouched")).DriftInformation).toMatchObject({ StackDriftStatus: "IN_SYNC" });
  });

  it("is in sync where documents are texts, and whatever cannot be read", async () => {
    const template = {
      Resources: {
        Role: role("lambda", { Policies: [{ PolicyName: "text", PolicyDocument: JSON.stringify(allow("s3:Get*")) }] }),
        User: {
          Type: "AWS::IAM::User",
          Properties: { Path: "/people/", Tags: [{ Key: "team", Value: "security" }] },
        },
        Parameter: {
          Type: "AWS::SSM::Parameter",
          Properties: { Type: "String", Value: "v", Description: "about it", Tier: "Standard", Tags: { a: "b" } },
        },
      },
    };
    await fixture.create("texts", template);

    expect(await detect("texts")).toMatchObject({ status: "IN_SYNC", drifted: 0 });
  });

  it("was not checked before", async () => {
    await fixture.create("unchecked", { Resources: { Queue: queue } });

    expect((await fixture.describe("unchecked")).DriftInformation).toEqual({ StackDriftStatus: "NOT_CHECKED" });
  });
});

describe("what is done behind a stack's back", () => {
  beforeEach(async () => {
    const stack = await fixture.create("behind", everything("behind"));
    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  });

  afterEach(async () => {
    const { StackId } = await fixture.describe("behind");
    const deleted = await fixture.delete(StackId ?? "");
    expect(deleted.StackStatus).toBe("DELETE_COMPLETE");
  });

  it("is found in an inline policy, with expected and actual values", async () => {
    await iam("PutRolePolicy", {
      RoleName: "behind-role",
      PolicyName: "inline",
      PolicyDocument: JSON.stringify(allow("s3:*")),
    });

    const { status, drifted, drifts } = await detect("behind");

    expect({ status, drifted }).toEqual({ status: "DRIFTED", drifted: 1 });
    // Form of an answer: localstack's test_drift_detection.snapshot.json, recorded on AWS.
    expect(drifts.get("Role")).toMatchObject({
      StackResourceDriftStatus: "MODIFIED",
      ResourceType: "AWS::IAM::Role",
      PhysicalResourceId: "behind-role",
      PropertyDifferences: [
        {
          PropertyPath: "/Policies/0/PolicyDocument/Statement/0/Action",
          ExpectedValue: "s3:GetObject",
          ActualValue: "s3:*",
          DifferenceType: "NOT_EQUAL",
        },
      ],
    });
    const { Policies } = JSON.parse(drifts.get("Role")?.ActualProperties ?? "") as { Policies: unknown };
    expect(Policies).toEqual([{ PolicyName: "inline", PolicyDocument: allow("s3:*") }]);
  });

  it("is found in the trust policy, attachments, added policies and tags of a role", async () => {
    const RoleName = "behind-role";
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    await iam("UpdateAssumeRolePolicy", { RoleName, PolicyDocument: trust });
    await iam("DetachRolePolicy", { RoleName, PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
    await iam("AttachRolePolicy", { RoleName, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });
    await iam("PutRolePolicy", { RoleName, PolicyName: "added", PolicyDocument: JSON.stringify(allow("iam:*")) });
    await iam("TagRole", { RoleName, Tags: [{ Key: "team", Value: "other" }] });

    const { drifts } = await detect("behind");

    const differences = drifts.get("Role")?.PropertyDifferences ?? [];
    expect(differences.map(({ DifferenceType, PropertyPath }) => `${DifferenceType} ${PropertyPath}`).sort()).toEqual([
      expect.stringMatching(/^ADD \/ManagedPolicyArns\/\d$/),
      expect.stringMatching(/^ADD \/Policies\/\d$/),
      "NOT_EQUAL /AssumeRolePolicyDocument/Statement/0/Principal/Service",
      "NOT_EQUAL /Tags/0/Value",
      "REMOVE /ManagedPolicyArns/0",
    ]);
    expect(differences.find(({ DifferenceType }) => DifferenceType === "REMOVE")).toMatchObject({
      ExpectedValue: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      ActualValue: "null",
    });

    // What the stack did not make would be in the way of its deletion.
    await iam("DetachRolePolicy", { RoleName, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });
    await iam("DeleteRolePolicy", { RoleName, PolicyName: "added" });
  });

  it("is found in the document of a managed policy", async () => {
    const PolicyArn = "arn:aws:iam::123456789012:policy/behind-managed";
    const PolicyDocument = JSON.stringify(allow("sqs:*"));
    await iam("CreatePolicyVersion", { PolicyArn, PolicyDocument, SetAsDefault: true });

    const { drifts } = await detect("behind");

    expect(drifts.get("Managed")?.PropertyDifferences).toEqual([
      {
        PropertyPath: "/PolicyDocument/Statement/0/Action",
        ExpectedValue: "sqs:SendMessage",
        ActualValue: "sqs:*",
        DifferenceType: "NOT_EQUAL",
      },
    ]);
  });

  it("is found where a policy was taken off a role, and where a parameter has another value", async () => {
    const PolicyArn = "arn:aws:iam::123456789012:policy/behind-attached";
    await iam("DetachRolePolicy", { RoleName: "behind-role", PolicyArn });
    const parameter = { Name: "/behind/p", Value: "changed", Overwrite: true };
    await fixture.emulator.invoke("ssm", "PutParameter", parameter);

    const { drifts } = await detect("behind");

    expect(drifts.get("Attached")?.PropertyDifferences).toEqual([
      {
        PropertyPath: "/Roles/0",
        ExpectedValue: "behind-role",
        ActualValue: "null",
        DifferenceType: "REMOVE",
      },
    ]);
    expect(drifts.get("Parameter")?.PropertyDifferences?.[0]).toMatchObject({ PropertyPath: "/Value" });
    expect(drifts.get("Role")?.StackResourceDriftStatus).toBe("IN_SYNC");
  });

  it("is found where something is gone, without properties", async () => {
    await iam("DeleteRolePolicy", { RoleName: "behind-role", PolicyName: "separate" });
    await iam("RemoveUserFromGroup", { GroupName: "behind-group", UserName: "behind-user" });
    await iam("DeleteGroup", { GroupName: "behind-group" });
    await fixture.emulator.invoke("s3", "DeleteBucket", { Bucket: "behind-bucket" });

    const { status, drifts } = await detect("behind");

    expect(status).toBe("DRIFTED");
    for (const id of ["Separate", "Group", "Bucket"]) {
      expect(drifts.get(id)).toMatchObject({ StackResourceDriftStatus: "DELETED" });
      expect(drifts.get(id)?.ExpectedProperties).toBeUndefined();
    }
    expect(drifts.get("User")?.PropertyDifferences?.[0]).toMatchObject({
      PropertyPath: "/Groups/0",
      DifferenceType: "REMOVE",
    });
    const { StackResourceDetail } = await fixture.client.send(
      new DescribeStackResourceCommand({ StackName: "behind", LogicalResourceId: "Group" }),
    );
    expect(StackResourceDetail?.DriftInformation).toMatchObject({ StackResourceDriftStatus: "DELETED" });
  });
});

describe("detecting drift", () => {
  it("checks one resource at once, or those that are named", async () => {
    await fixture.create("single", { Resources: { A: role("lambda"), B: role("lambda"), Queue: queue } });
    const { StackResourceDrift: drift } = await fixture.client.send(
      new DetectStackResourceDriftCommand({ StackName: "single", LogicalResourceId: "A" }),
    );

    expect(drift?.StackResourceDriftStatus).toBe("IN_SYNC");
    expect([...(await detect("single", { LogicalResourceIds: ["B"] })).drifts.keys()].sort()).toEqual(["A", "B"]);
  });

  it("refuses types that it cannot check, and what is not there", async () => {
    await fixture.create("refusing", { Resources: { Queue: queue } });
    const ask = (LogicalResourceId: string): Promise<string> =>
      fixture.refusal(
        fixture.client.send(new DetectStackResourceDriftCommand({ StackName: "refusing", LogicalResourceId })),
      );

    // Sentence: answers of AWS quoted in public repositories; the other one is unverified here.
    expect(await ask("Queue")).toBe("ValidationError: Drift detection is not supported for the specified ResourceType");
    expect(await ask("None")).toBe("ValidationError: Resource None does not exist for stack refusing");
  });

  it("refuses stacks that are not complete", async () => {
    const template = { Resources: { Bad: role("lambda", { ManagedPolicyArns: ["arn:aws:iam::aws:policy/None"] }) } };
    const stack = await fixture.create("incomplete", template);

    const request = fixture.client.send(new DetectStackDriftCommand({ StackName: "incomplete" }));

    // Sentence: an answer of AWS quoted in a public script.
    expect(await fixture.refusal(request)).toBe(
      `ValidationError: Drift detection cannot be performed on stack [${stack.StackId}] while it is in [ROLLBACK_COMPLETE] state`,
    );
  });

  it("does not show the values of NoEcho parameters", async () => {
    const template = {
      Parameters: { Secret: { Type: "String", NoEcho: true } },
      Resources: {
        P: { Type: "AWS::SSM::Parameter", Properties: { Name: "/hush", Type: "String", Value: { Ref: "Secret" } } },
      },
    };
    await fixture.create("hush", template, {
      Parameters: [{ ParameterKey: "Secret", ParameterValue: "hidden-value" }],
    });

    const { drifts } = await detect("hush");

    expect(drifts.get("P")?.StackResourceDriftStatus).toBe("IN_SYNC");
    expect(JSON.stringify([...drifts])).not.toContain("hidden-value");
  });
});

describe("differences between properties", () => {
  it.each([
    [{ A: "1" }, { A: 1 }, []],
    [{ A: "1" }, {}, ["REMOVE /A"]],
    [{ L: ["a", "b"] }, { L: ["b", "a"] }, []],
    [{ L: ["a", "b"] }, { L: ["b", "c"] }, ["REMOVE /L/0", "ADD /L/1"]],
    [{ A: { B: { C: 1 } } }, { A: { B: { C: 2 } } }, ["NOT_EQUAL /A/B/C"]],
    [{ A: { B: 1 } }, { A: { B: 1, C: 2 } }, ["ADD /A/C"]],
    [
      {
        T: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      },
      {
        T: [
          { Key: "b", Value: "3" },
          { Key: "a", Value: "1" },
        ],
      },
      ["NOT_EQUAL /T/1/Value"],
    ],
    [{ A: ["x"] }, { A: "x" }, ["NOT_EQUAL /A"]],
  ])("%j and %j", (expected, actual, differences) => {
    const found = findDifferences(expected, actual as Parameters<typeof findDifferences>[1]);

    expect(found.map(({ DifferenceType, PropertyPath }) => `${DifferenceType} ${PropertyPath}`)).toEqual(differences);
  });
});
