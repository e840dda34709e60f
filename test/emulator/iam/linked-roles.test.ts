import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteServiceLinkedRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import type { CreateServiceLinkedRoleResponse, DeleteServiceLinkedRoleResponse, IAMClient } from "@aws-sdk/client-iam";
import { Emulator, createMemoryStore } from "../../../src/emulator";
import type { Timer } from "../../../src/emulator";
import { linkedServices } from "../../../src/emulator/iam/linked-services";
import { readManagedPolicyIndex } from "../../../src/emulator/iam/managed-policy-pack";
import { POLICY, TRUST, faultOf, iamClient, startForTests } from "../support";

/** Timers that go off when the test says so. */
const timers: (() => void)[] = [];
const box = startForTests({
  latency: 1000,
  timer: (_milliseconds, done) => {
    timers.push(done);
    return () => undefined;
  },
});
const BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess";
let iam: IAMClient;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function letTimePass(): Promise<void> {
  while (timers.length === 0) await new Promise((resolve) => setImmediate(resolve));
  for (const done of timers.splice(0)) done();
  await new Promise((resolve) => setImmediate(resolve));
}

describe("service-linked roles", () => {
  it("get AWS's name, path, trust and policy", async () => {
    const { Role } = await iam.send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: "batch.amazonaws.com", Description: "for jobs" }),
    );

    expect(Role).toMatchObject({
      RoleName: "AWSServiceRoleForBatch",
      Path: "/aws-service-role/batch.amazonaws.com/",
      Arn: "arn:aws:iam::123456789012:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
    });
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: ["batch.amazonaws.com"] }, Action: ["sts:AssumeRole"] }],
    });
    const RoleName = "AWSServiceRoleForBatch";
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(AttachedPolicies).toEqual([
      {
        PolicyName: "BatchServiceRolePolicy",
        PolicyArn: "arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy",
      },
    ]);
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: "/aws-service-role/batch" }));
    expect(Roles.map((role) => role.RoleName)).toEqual([RoleName]);
  });

  it("take a suffix where the service allows one", async () => {
    const input = { AWSServiceName: "autoscaling.amazonaws.com", CustomSuffix: "web" };

    const { Role } = await iam.send(new CreateServiceLinkedRoleCommand(input));

    expect(Role?.RoleName).toBe("AWSServiceRoleForAutoScaling_web");
    // Recorded from AWS (facts/aws-errors.tsv, test_iam).
    expect(
      await faultOf(
        iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "eks.amazonaws.com", CustomSuffix: "a" })),
      ),
    ).toEqual({ code: "InvalidInput", status: 400, message: "Custom suffix is not allowed for eks.amazonaws.com" });
  });

  it("exist once", async () => {
    const input = { AWSServiceName: "ecs.amazonaws.com" };
    await iam.send(new CreateServiceLinkedRoleCommand(input));

    // Recorded from AWS (facts/aws-errors.tsv, test_iam).
    expect(await faultOf(iam.send(new CreateServiceLinkedRoleCommand(input)))).toEqual({
      code: "InvalidInput",
      status: 400,
      message: "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.",
    });
  });

  it("are refused for a service that is not known to have one", async () => {
    const AWSServiceName = "constructor";

    expect(await faultOf(iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName })))).toMatchObject({
      code: "InvalidInput",
      message: expect.stringContaining("constructor") as string,
    });
  });

  it("have policies that are in AWS's catalogue", () => {
    const catalogue = new Set(readManagedPolicyIndex().map(({ arn }) => arn));
    const policies = [...linkedServices().values()].flatMap(({ policy }) => policy ?? []);

    expect(policies.length).toBeGreaterThan(100);
    expect(policies.filter((name) => !catalogue.has(`arn:aws:iam::aws:policy/aws-service-role/${name}`))).toEqual([]);
  });
});

describe("service-linked roles: protection", () => {
  const RoleName = "AWSServiceRoleForSupport";

  beforeAll(async () => {
    const client = iamClient(box.emulator);
    await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "support.amazonaws.com" }));
    await client.send(new CreateInstanceProfileCommand({ InstanceProfileName: "profile" }));
  });

  const PolicyArn = "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy";
  const PolicyName = "inline";
  it.each([
    ["AttachRolePolicy", () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: BOUNDARY }))],
    ["DetachRolePolicy", () => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))],
    ["PutRolePolicy", () => iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: POLICY }))],
    ["DeleteRolePolicy", () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))],
    ["UpdateAssumeRolePolicy", () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: TRUST }))],
    ["UpdateRole", () => iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }))],
    [
      "PutRolePermissionsBoundary",
      () => iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: BOUNDARY })),
    ],
    ["DeleteRolePermissionsBoundary", () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))],
    [
      "AddRoleToInstanceProfile",
      () => iam.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName: "profile" })),
    ],
    ["DeleteRole", () => iam.send(new DeleteRoleCommand({ RoleName }))],
  ])("%s is UnmodifiableEntity", async (_name, call: () => Promise<unknown>) => {
    // Observed: rebuy-de/aws-nuke issue 331, gruntwork-io/cloud-nuke issue 880.
    expect(await faultOf(call())).toEqual({
      code: "UnmodifiableEntity",
      status: 400,
      message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    });
  });

  it("leaves the description and the tags to the owner of the account", async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/edit-service-linked-role.html
    await iam.send(new UpdateRoleCommand({ RoleName, Description: "one" }));
    await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: "two" }));
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: "a", Value: "b" }] }));

    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));

    expect(Role).toMatchObject({ Description: "two", Tags: [{ Key: "a", Value: "b" }] });
  });
});

describe("service-linked roles: deletion", () => {
  it("goes on after the answer, under a task that can be asked", async () => {
    const RoleName = "AWSServiceRoleForRDS";
    await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "rds.amazonaws.com" }));

    const { DeletionTaskId } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
    const again = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
    const before = await iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }));
    await letTimePass();
    const after = await iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }));

    // The form is that of the API reference.
    expect(DeletionTaskId).toMatch(
      /^task\/aws-service-role\/rds\.amazonaws\.com\/AWSServiceRoleForRDS\/[0-9a-f-]{36}$/,
    );
    expect(again.DeletionTaskId).toBe(DeletionTaskId);
    expect([before.Status, after.Status]).toEqual(["IN_PROGRESS", "SUCCEEDED"]);
    expect(await faultOf(iam.send(new GetRoleCommand({ RoleName })))).toMatchObject({ code: "NoSuchEntity" });
    await expect(
      iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "rds.amazonaws.com" })),
    ).resolves.toMatchObject({ Role: { RoleName } });
  });

  it("goes on in another emulator on the same state, when somebody asks", async () => {
    const store = createMemoryStore();
    const never: Timer = () => () => undefined;
    const stopped = await Emulator.start({ store, latency: 1000, timer: never });
    const AWSServiceName = "ram.amazonaws.com";
    const { Role } = await stopped.invoke<CreateServiceLinkedRoleResponse>("iam", "CreateServiceLinkedRole", {
      AWSServiceName,
    });
    const RoleName = Role?.RoleName;
    const task = await stopped.invoke<DeleteServiceLinkedRoleResponse>("iam", "DeleteServiceLinkedRole", { RoleName });

    const other = await Emulator.start({ store });
    const statuses: unknown[] = [];
    while (statuses.at(-1) !== "SUCCEEDED" && statuses.length < 100) {
      const { Status } = await other.invoke<{ Status: string }>("iam", "GetServiceLinkedRoleDeletionStatus", task);
      statuses.push(Status);
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(statuses.at(-1)).toBe("SUCCEEDED");
    await expect(other.invoke("iam", "GetRole", { RoleName })).rejects.toMatchObject({ code: "NoSuchEntity" });
    await other.stop();
    await stopped.stop();
  });

  it("refuses other roles, roles that are not there and unknown tasks", async () => {
    await iam.send(new CreateRoleCommand({ RoleName: "mine", AssumeRolePolicyDocument: TRUST }));
    const DeletionTaskId = "task/aws-service-role/x.amazonaws.com/AWSServiceRoleForX/1";

    for (const RoleName of ["mine", "nobody"]) {
      expect(await faultOf(iam.send(new DeleteServiceLinkedRoleCommand({ RoleName })))).toMatchObject({
        code: "NoSuchEntity",
      });
    }
    expect(await faultOf(iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })))).toMatchObject({
      code: "NoSuchEntity",
      status: 404,
    });
  });
});
