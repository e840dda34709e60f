import {
  AcceptDelegationRequestCommand,
  AssociateDelegationRequestCommand,
  CreateAccessKeyCommand,
  CreateDelegationRequestCommand,
  CreateUserCommand,
  GetDelegationRequestCommand,
  GetHumanReadableSummaryCommand,
  ListDelegationRequestsCommand,
  RejectDelegationRequestCommand,
  SendDelegationTokenCommand,
  UpdateDelegationRequestCommand,
} from "@aws-sdk/client-iam";
import type { CreateDelegationRequestCommandInput, IAMClient } from "@aws-sdk/client-iam";
import { faultOf, iamClient, startForTests } from "../support";

const OWNER = "123456789012";
const DAY = 24 * 3600 * 1000;
let now = new Date("2030-05-06T07:08:09Z");
const box = startForTests({ clock: { now: () => now } });
let partner: IAMClient;
let owner: IAMClient;
let count = 0;

beforeEach(() => {
  now = new Date("2030-05-06T07:08:09Z");
  partner = iamClient(box.emulator, "999999999999");
  owner = iamClient(box.emulator);
});

async function request(input: Partial<CreateDelegationRequestCommandInput> = {}): Promise<string> {
  const made = await partner.send(
    new CreateDelegationRequestCommand({
      Description: "set up monitoring",
      Permissions: {
        PolicyTemplateArn: "arn:aws:iam::999999999999:delegation-template/monitoring",
        Parameters: [{ Name: "Bucket", Values: ["logs"], Type: "string" }],
      },
      RequestorWorkflowId: `workflow-${(count += 1)}`,
      NotificationChannel: "arn:aws:sns:us-east-1:999999999999:topic",
      SessionDuration: 3600,
      ...input,
    }),
  );
  return made.DelegationRequestId ?? "";
}

async function stateOf(DelegationRequestId: string): Promise<string | undefined> {
  const { DelegationRequest } = await owner.send(new GetDelegationRequestCommand({ DelegationRequestId }));
  return DelegationRequest?.State;
}

// The states: https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-building-integration.html
describe("delegation requests", () => {
  it("give back what the partner asked for", async () => {
    const DelegationRequestId = await request({
      OwnerAccountId: OWNER,
      RequestMessage: "again",
      OnlySendByOwner: true,
    });

    const { DelegationRequest } = await owner.send(new GetDelegationRequestCommand({ DelegationRequestId }));

    expect(DelegationRequest).toEqual({
      DelegationRequestId,
      OwnerAccountId: OWNER,
      Description: "set up monitoring",
      RequestMessage: "again",
      Permissions: {
        PolicyTemplateArn: "arn:aws:iam::999999999999:delegation-template/monitoring",
        Parameters: [{ Name: "Bucket", Values: ["logs"], Type: "string" }],
      },
      RequestorId: "999999999999",
      State: "UNASSIGNED",
      CreateDate: now,
      UpdatedTime: now,
      ExpirationTime: new Date(now.getTime() + DAY),
      SessionDuration: 3600,
      OnlySendByOwner: true,
    });
  });

  it("are taken on, forwarded, accepted and finalized", async () => {
    const DelegationRequestId = await request();
    const states = [await stateOf(DelegationRequestId)];

    await owner.send(new AssociateDelegationRequestCommand({ DelegationRequestId }));
    states.push(await stateOf(DelegationRequestId));
    await owner.send(new UpdateDelegationRequestCommand({ DelegationRequestId, Notes: "please" }));
    states.push(await stateOf(DelegationRequestId));
    await owner.send(new AcceptDelegationRequestCommand({ DelegationRequestId }));
    states.push(await stateOf(DelegationRequestId));
    await owner.send(new SendDelegationTokenCommand({ DelegationRequestId }));
    states.push(await stateOf(DelegationRequestId));

    expect(states).toEqual(["UNASSIGNED", "ASSIGNED", "PENDING_APPROVAL", "ACCEPTED", "FINALIZED"]);
    const { DelegationRequest } = await owner.send(new GetDelegationRequestCommand({ DelegationRequestId }));
    expect(DelegationRequest).toMatchObject({
      OwnerAccountId: OWNER,
      OwnerId: `arn:aws:iam::${OWNER}:root`,
      ApproverId: `arn:aws:iam::${OWNER}:root`,
      Notes: "please",
      ExpirationTime: new Date(now.getTime() + 7 * DAY),
    });
  });

  it("are rejected until the token is sent, and stay rejected", async () => {
    const DelegationRequestId = await request();
    await owner.send(new AssociateDelegationRequestCommand({ DelegationRequestId }));
    await owner.send(new AcceptDelegationRequestCommand({ DelegationRequestId }));

    await owner.send(new RejectDelegationRequestCommand({ DelegationRequestId, Notes: "too much" }));

    const { DelegationRequest } = await owner.send(new GetDelegationRequestCommand({ DelegationRequestId }));
    expect(DelegationRequest).toMatchObject({ State: "REJECTED", RejectionReason: "too much" });
    for (const call of [
      owner.send(new AcceptDelegationRequestCommand({ DelegationRequestId })),
      owner.send(new UpdateDelegationRequestCommand({ DelegationRequestId })),
      owner.send(new SendDelegationTokenCommand({ DelegationRequestId })),
    ]) {
      expect(await faultOf(call)).toMatchObject({ code: "InvalidInput", status: 400 });
    }
  });

  it("expire: after a day while nobody has taken them on, after seven days then", async () => {
    const forgotten = await request();
    const taken = await request();
    await owner.send(new AssociateDelegationRequestCommand({ DelegationRequestId: taken }));

    now = new Date(now.getTime() + DAY);
    const afterOne = [await stateOf(forgotten), await stateOf(taken)];
    now = new Date(now.getTime() + 6 * DAY);

    expect(afterOne).toEqual(["EXPIRED", "ASSIGNED"]);
    expect(await stateOf(taken)).toBe("EXPIRED");
    expect(await faultOf(owner.send(new AcceptDelegationRequestCommand({ DelegationRequestId: taken })))).toMatchObject(
      { code: "InvalidInput" },
    );
  });

  it("of another account cannot be seen", async () => {
    const DelegationRequestId = await request({ OwnerAccountId: "555555555555" });

    expect(await faultOf(owner.send(new GetDelegationRequestCommand({ DelegationRequestId })))).toMatchObject({
      code: "NoSuchEntity",
      status: 404,
    });
    expect(await faultOf(owner.send(new AssociateDelegationRequestCommand({ DelegationRequestId })))).toMatchObject({
      code: "NoSuchEntity",
    });
  });

  it("are listed once somebody has taken them on, newest first, by owner and in pages", async () => {
    const other = iamClient(box.emulator, "777777777777");
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      now = new Date(now.getTime() + 1000);
      const DelegationRequestId = await request({ OwnerAccountId: "777777777777" });
      if (at < 2) await other.send(new AssociateDelegationRequestCommand({ DelegationRequestId }));
      ids.unshift(DelegationRequestId);
    }

    const first = await other.send(new ListDelegationRequestsCommand({ MaxItems: 1 }));
    const second = await other.send(new ListDelegationRequestsCommand({ Marker: first.Marker }));
    const nobody = await other.send(
      new ListDelegationRequestsCommand({ OwnerId: "arn:aws:iam::777777777777:user/nobody" }),
    );

    expect(first).toMatchObject({ isTruncated: true, DelegationRequests: [{ DelegationRequestId: ids[1] }] });
    expect(second).toMatchObject({ isTruncated: false, DelegationRequests: [{ DelegationRequestId: ids[2] }] });
    expect(nobody.DelegationRequests).toEqual([]);
  });

  it("leave the token to the owner where the partner says so", async () => {
    const DelegationRequestId = await request({ OnlySendByOwner: true });
    await owner.send(new CreateUserCommand({ UserName: "admin" }));
    const { AccessKey } = await owner.send(new CreateAccessKeyCommand({ UserName: "admin" }));
    const admin = iamClient(box.emulator, AccessKey?.AccessKeyId);
    await owner.send(new AssociateDelegationRequestCommand({ DelegationRequestId }));
    await owner.send(new AcceptDelegationRequestCommand({ DelegationRequestId }));

    expect(await faultOf(admin.send(new SendDelegationTokenCommand({ DelegationRequestId })))).toMatchObject({
      code: "InvalidInput",
    });
    await owner.send(new SendDelegationTokenCommand({ DelegationRequestId }));
    expect(await stateOf(DelegationRequestId)).toBe("FINALIZED");
  });

  it("of more than four hours are not for the root user to accept", async () => {
    const DelegationRequestId = await request({ SessionDuration: 4 * 3600 + 1 });
    await owner.send(new AssociateDelegationRequestCommand({ DelegationRequestId }));

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html
    expect(await faultOf(owner.send(new AcceptDelegationRequestCommand({ DelegationRequestId })))).toMatchObject({
      code: "InvalidInput",
      message: expect.stringContaining("14401") as string,
    });
  });

  it("are made once for each workflow of a partner, with an SNS topic", async () => {
    await request({ RequestorWorkflowId: "same-workflow" });

    expect(await faultOf(request({ RequestorWorkflowId: "same-workflow" }))).toMatchObject({
      code: "EntityAlreadyExists",
      status: 409,
    });
    expect(await faultOf(request({ NotificationChannel: "arn:aws:sqs:us-east-1:999999999999:queue" }))).toMatchObject({
      code: "InvalidInput",
    });
  });

  it("are checked for permissions without certainty, and summarized in English", async () => {
    const DelegationRequestId = await request();
    const EntityArn = `arn:aws:iam::${OWNER}:delegation-request/${DelegationRequestId}`;

    const checked = await owner.send(
      new GetDelegationRequestCommand({ DelegationRequestId, DelegationPermissionCheck: true }),
    );
    const english = await owner.send(new GetHumanReadableSummaryCommand({ EntityArn }));
    const german = await owner.send(new GetHumanReadableSummaryCommand({ EntityArn, Locale: "de-DE" }));

    expect(checked).toMatchObject({ PermissionCheckStatus: "COMPLETE", PermissionCheckResult: "UNSURE" });
    expect(english).toMatchObject({
      SummaryState: "AVAILABLE",
      SummaryContent:
        "Account 999999999999 asks for access for 3600 seconds: set up monitoring. The permissions are those of " +
        "arn:aws:iam::999999999999:delegation-template/monitoring. They hold for Bucket = logs.",
    });
    expect(german).toMatchObject({ SummaryState: "NOT_SUPPORTED", Locale: "de-DE" });
    expect(
      await faultOf(owner.send(new GetHumanReadableSummaryCommand({ EntityArn: `arn:aws:iam::${OWNER}:role/x` }))),
    ).toMatchObject({ code: "InvalidInput" });
  });
});
