import type { CreateChangeSetCommandInput, DescribeChangeSetCommandOutput } from "@aws-sdk/client-cloudformation";
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListChangeSetsCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

type Input = Partial<CreateChangeSetCommandInput>;

async function propose(stack: string, template: object, input: Input = {}): Promise<DescribeChangeSetCommandOutput> {
  const { Id: id } = await stacks.client.send(
    new CreateChangeSetCommand({
      StackName: stack,
      ChangeSetName: "proposal",
      TemplateBody: JSON.stringify(template),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      ...input,
    }),
  );
  return settled(id ?? "");
}

async function settled(id: string): Promise<DescribeChangeSetCommandOutput> {
  for (;;) {
    const found = await stacks.client.send(
      new DescribeChangeSetCommand({ ChangeSetName: id, IncludePropertyValues: true }),
    );
    if (!/PENDING|IN_PROGRESS/.test(found.Status ?? "")) return found;
  }
}

const execute = (ChangeSetName = "", more: object = {}): Promise<unknown> =>
  stacks.client.send(new ExecuteChangeSetCommand({ ChangeSetName, ...more }));

const describeOne = (ChangeSetName: string, StackName?: string): Promise<DescribeChangeSetCommandOutput> =>
  stacks.client.send(new DescribeChangeSetCommand({ ChangeSetName, StackName }));

const waiting = { maxWaitTime: 5, minDelay: 1, maxDelay: 1 };

describe("a change set that creates a stack", () => {
  test("makes a stack in review, is executed, and can still be described by its ARN", async () => {
    const created = await propose(
      "fresh",
      { Resources: { A: queue } },
      { ChangeSetType: "CREATE", Description: "why" },
    );
    expect(created).toMatchObject({
      Status: "CREATE_COMPLETE",
      ExecutionStatus: "AVAILABLE",
      Description: "why",
      StackName: "fresh",
    });
    const review = await stacks.describe("fresh");
    expect(review).toMatchObject({ StackStatus: "REVIEW_IN_PROGRESS", StackStatusReason: "User Initiated" });
    expect(review.LastUpdatedTime).toBeUndefined();

    await execute(created.ChangeSetId);
    await waitUntilStackCreateComplete({ client: stacks.client, ...waiting }, { StackName: "fresh" });

    expect(await stacks.describe("fresh")).toMatchObject({
      StackStatus: "CREATE_COMPLETE",
      ChangeSetId: created.ChangeSetId,
      StackId: created.StackId,
    });
    expect(story(await stacks.events("fresh")).slice(0, 2)).toEqual([
      "fresh REVIEW_IN_PROGRESS User Initiated",
      "fresh CREATE_IN_PROGRESS User Initiated",
    ]);
    expect(await describeOne(created.ChangeSetId ?? "")).toMatchObject({ ExecutionStatus: "EXECUTE_COMPLETE" });
  });

  test("lists every resource as added, with what is known of its properties", async () => {
    const { Changes } = await propose(
      "listed",
      {
        Parameters: { Secret: { Type: "String", NoEcho: true, Default: "hush" } },
        Resources: {
          Reader: role("lambda", { Description: { Ref: "Secret" } }),
          Line: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "${Reader}-line" } } },
        },
      },
      { ChangeSetType: "CREATE" },
    );
    expect(Changes?.map(({ ResourceChange: change }) => [change?.Action, change?.LogicalResourceId])).toEqual([
      ["Add", "Reader"],
      ["Add", "Line"],
    ]);
    const [reader, line] = Changes?.map((change) => change.ResourceChange?.AfterContext ?? "") ?? [];
    expect(JSON.parse(reader ?? "")).toMatchObject({ Properties: { Description: "****" } });
    // The marker: change sets of AWS published by users.
    expect(JSON.parse(line ?? "")).toEqual({ Properties: { QueueName: "{{changeSet:KNOWN_AFTER_APPLY}}" } });
  });

  test("is refused for a stack that is there", async () => {
    await stacks.create("there", { Resources: { A: queue } });
    // Sentence: facts/cloudformation.md 2.1.
    expect(await stacks.refusal(propose("there", { Resources: { A: queue } }, { ChangeSetType: "CREATE" }))).toBe(
      "ValidationError: Stack [there] already exists and cannot be created again with the changeSet [proposal].",
    );
  });

  test("whose creation fails rolls back, or does what OnStackFailure says", async () => {
    const failing = {
      Resources: {
        G: { Type: "AWS::IAM::Group", Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/x"] } },
      },
    };
    const rolledBack = await propose("fails", failing, { ChangeSetType: "CREATE" });
    await execute(rolledBack.ChangeSetId);
    expect((await stacks.settled("fails")).StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await settled(rolledBack.ChangeSetId ?? "")).ExecutionStatus).toBe("EXECUTE_FAILED");

    const deleted = await propose("vanishes", failing, { ChangeSetType: "CREATE", OnStackFailure: "DELETE" });
    await execute(deleted.ChangeSetId);
    expect((await stacks.settled(deleted.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  });

  test("a stack in review can be deleted, with its change sets", async () => {
    const { ChangeSetId: id = "", StackId: stack = "" } = await propose(
      "dropped",
      { Resources: { A: queue } },
      {
        ChangeSetType: "CREATE",
      },
    );
    // Sentence: facts/cloudformation.md 2.1.
    expect(await stacks.refusal(stacks.client.send(new GetTemplateSummaryCommand({ StackName: "dropped" })))).toBe(
      "ValidationError: GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.",
    );
    await stacks.client.send(new DeleteStackCommand({ StackName: "dropped" }));
    expect((await stacks.settled(stack)).StackStatus).toBe("DELETE_COMPLETE");
    expect(await stacks.refusal(describeOne(id))).toBe(`ChangeSetNotFoundException: ChangeSet [${id}] does not exist`);
  });
});

describe("a change set that updates a stack", () => {
  const template = (more: { path?: string; action?: string; delay?: number } = {}): object => ({
    Parameters: { Size: { Type: "String", Default: "1" } },
    Resources: {
      Reader: role("lambda", {
        Path: more.path ?? "/",
        Policies: [{ PolicyName: "P", PolicyDocument: allow(more.action ?? "s3:GetObject") }],
      }),
      Reads: {
        Type: "AWS::Lambda::Function",
        Properties: { Role: { "Fn::GetAtt": ["Reader", "Arn"] }, Code: { ZipFile: "//" } },
      },
      Line: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: { Ref: "Size" } } },
    },
  });

  test("says what changes, why, and whether it is replaced; nothing happens until it is executed", async () => {
    await stacks.create("said", template());
    const before = (await stacks.events("said")).length;
    const proposal = await propose("said", template({ path: "/new/" }), {
      Parameters: [{ ParameterKey: "Size", ParameterValue: "2" }],
    });

    const changes = proposal.Changes?.map(({ ResourceChange: change }) => change);
    expect(changes?.map((change) => [change?.LogicalResourceId, change?.Action, change?.Replacement])).toEqual([
      ["Reader", "Modify", "True"],
      ["Reads", "Modify", "False"],
      ["Line", "Modify", "False"],
    ]);
    expect(changes?.[0]).toMatchObject({
      PolicyAction: "ReplaceAndDelete",
      PhysicalResourceId: expect.stringMatching(/^said-Reader-/) as string,
      Scope: ["Properties"],
      Details: [
        {
          Target: {
            Attribute: "Properties",
            Name: "Path",
            RequiresRecreation: "Always",
            Path: "/Properties/Path",
            BeforeValue: "/",
            AfterValue: "/new/",
            AttributeChangeType: "Modify",
          },
          Evaluation: "Static",
          ChangeSource: "DirectModification",
        },
      ],
    });
    expect(changes?.[1]?.Details).toMatchObject([
      {
        Target: { Name: "Role", AfterValue: "{{changeSet:KNOWN_AFTER_APPLY}}" },
        Evaluation: "Dynamic",
        ChangeSource: "ResourceAttribute",
        CausingEntity: "Reader.Arn",
      },
    ]);
    expect(changes?.[2]?.Details).toMatchObject([
      {
        Target: { Name: "DelaySeconds", BeforeValue: "1", AfterValue: "2" },
        Evaluation: "Static",
        ChangeSource: "ParameterReference",
        CausingEntity: "Size",
      },
    ]);
    expect(await stacks.events("said")).toHaveLength(before);
    const withoutValues = await describeOne(proposal.ChangeSetId ?? "");
    expect(withoutValues.Changes?.[0]?.ResourceChange).not.toHaveProperty("AfterContext");

    await execute("proposal", { StackName: "said", ClientRequestToken: "exec1" });
    await waitUntilStackUpdateComplete({ client: stacks.client, ...waiting }, { StackName: "said" });
    expect(await stacks.describe("said")).toMatchObject({
      ChangeSetId: proposal.ChangeSetId,
      Parameters: [{ ParameterKey: "Size", ParameterValue: "2" }],
    });
    expect((await stacks.events("said")).at(-1)?.ClientRequestToken).toBe("exec1");
  });

  test("says what is removed, and what a DeletionPolicy keeps", async () => {
    await stacks.create("removed", {
      Resources: { Goes: queue, Stays: { ...queue, DeletionPolicy: "Retain" }, Kept: queue },
    });
    const { Changes } = await propose("removed", { Resources: { Kept: queue } });
    expect(
      Changes?.map(({ ResourceChange: change }) => [change?.Action, change?.LogicalResourceId, change?.PolicyAction]),
    ).toEqual([
      ["Remove", "Goes", "Delete"],
      ["Remove", "Stays", "Retain"],
    ]);
  });

  test("without changes fails with AWS's sentence, and cannot be executed", async () => {
    await stacks.create("same", template());
    const proposal = await propose("same", template());
    // Sentences: facts/cloudformation.md 2.7.
    expect(proposal).toMatchObject({
      Status: "FAILED",
      ExecutionStatus: "UNAVAILABLE",
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    expect(await stacks.refusal(execute(proposal.ChangeSetId))).toBe(
      `InvalidChangeSetStatusException: ChangeSet [${proposal.ChangeSetId}] cannot be executed in its current status of [FAILED]`,
    );
    const failure = await waitUntilChangeSetCreateComplete(
      { client: stacks.client, ...waiting },
      { ChangeSetName: "proposal", StackName: "same" },
    ).catch((error: unknown) => error);
    expect(String(failure)).toContain("FAILURE");
  });

  test("that changes outputs only has no resources in it and can be executed", async () => {
    await stacks.create("outputs", { Resources: { A: queue } });
    const proposal = await propose("outputs", { Resources: { A: queue }, Outputs: { O: { Value: "x" } } });
    expect(proposal).toMatchObject({ Status: "CREATE_COMPLETE", Changes: [] });
    await execute(proposal.ChangeSetId);
    expect((await stacks.settled("outputs")).Outputs).toEqual([{ OutputKey: "O", OutputValue: "x" }]);
  });

  test("a failing execution rolls back unless DisableRollback says otherwise", async () => {
    const bad = { Type: "AWS::IAM::Group", Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/x"] } };
    await stacks.create("failing", { Resources: { A: queue } });
    await execute((await propose("failing", { Resources: { A: queue, Bad: bad } })).ChangeSetId);
    expect((await stacks.settled("failing")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    const again = await propose("failing", { Resources: { A: queue, Bad: bad } });
    await execute(again.ChangeSetId, { DisableRollback: true });
    expect((await stacks.settled("failing")).StackStatus).toBe("UPDATE_FAILED");
  });

  test("the execution of one does away with the others", async () => {
    await stacks.create("others", { Resources: { A: queue } });
    const one = await propose("others", { Resources: { A: queue, B: queue } }, { ChangeSetName: "one" });
    await propose("others", { Resources: { A: queue, C: queue } }, { ChangeSetName: "two" });
    const list = async (): Promise<unknown[]> =>
      (await stacks.client.send(new ListChangeSetsCommand({ StackName: "others" }))).Summaries?.map(
        (summary) => summary.ChangeSetName,
      ) ?? [];
    expect(await list()).toEqual(["one", "two"]);
    await execute(one.ChangeSetId);
    await stacks.settled("others");
    expect(await list()).toEqual([]);
    expect(await stacks.refusal(describeOne("two", "others"))).toBe(
      "ChangeSetNotFoundException: ChangeSet [two] does not exist",
    );
  });

  test("an import of what nobody exports yet is a warning", async () => {
    await stacks.create("warned", { Resources: { A: queue } });
    const proposal = await propose("warned", {
      Resources: {
        A: queue,
        T: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { "Fn::ImportValue": "none" } } },
      },
    });
    // Sentence: facts/cloudformation.md 2.5 (LocalStack's recording test_describe_change_set_import_non_existent_export).
    expect(proposal).toMatchObject({
      Status: "CREATE_COMPLETE",
      StatusReason:
        "[WARN] --include-property-values option can return incomplete ChangeSet data because: ChangeSet creation failed for resource [T] because: No export named none",
    });
  });

  test("its template can be read", async () => {
    await stacks.create("read", { Resources: { A: queue } });
    const proposed = { Resources: { A: queue, B: queue } };
    await propose("read", proposed);
    const { TemplateBody } = await stacks.client.send(
      new GetTemplateCommand({ StackName: "read", ChangeSetName: "proposal" }),
    );
    expect(TemplateBody).toBe(JSON.stringify(proposed));
  });
});

describe("change sets that are not there", () => {
  const remove = (ChangeSetName: string, StackName?: string): Promise<unknown> =>
    stacks.client.send(new DeleteChangeSetCommand({ ChangeSetName, StackName }));

  // Sentences: facts/cloudformation.md 2.1 and 2.7.
  test.each<[string, () => Promise<unknown>, string]>([
    [
      "described by name alone",
      () => describeOne("x"),
      "ValidationError: StackName must be specified if ChangeSetName is not specified as an ARN.",
    ],
    ["described for no stack", () => describeOne("x", "no-stack"), "ValidationError: Stack [no-stack] does not exist"],
    ["deleted for no stack", () => remove("x", "no-stack"), "ValidationError: Stack [no-stack] does not exist"],
    [
      "of a stack that is not there",
      () => propose("no-stack", { Resources: { A: queue } }),
      "ValidationError: Stack [no-stack] does not exist",
    ],
  ])("%s", async (_, request, sentence) => {
    expect(await stacks.refusal(request())).toBe(sentence);
  });

  test("are deleted without a word where the stack is there", async () => {
    await stacks.create("quiet", { Resources: { A: queue } });
    await expect(remove("none", "quiet")).resolves.toBeDefined();
    expect(await stacks.refusal(describeOne("none", "quiet"))).toBe(
      "ChangeSetNotFoundException: ChangeSet [none] does not exist",
    );
  });

  test("a name is taken once per stack, and a request with the same token is the same one", async () => {
    await stacks.create("tokens", { Resources: { A: queue } });
    const more = { Resources: { A: queue, B: queue } };
    const first = await propose("tokens", more, { ClientToken: "t1" });
    expect((await propose("tokens", more, { ClientToken: "t1" })).ChangeSetId).toBe(first.ChangeSetId);
    await expect(propose("tokens", more, { ClientToken: "t2" })).rejects.toMatchObject({
      name: "AlreadyExistsException",
    });
  });
});
