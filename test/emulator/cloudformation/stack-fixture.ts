import type {
  CloudFormationServiceException,
  CreateStackCommandInput,
  Stack,
  StackEvent,
  UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { Emulator } from "../../../src/emulator";

/** An emulator with a client, and what the suites do with stacks. */
export interface StackFixture {
  readonly emulator: Emulator;
  readonly client: CloudFormationClient;
  /** Creates a stack and waits until nothing goes on. */
  create(name: string, template: object | string, input?: Partial<CreateStackCommandInput>): Promise<Stack>;
  /** Updates a stack and waits until nothing goes on. */
  update(stack: string, template: object | string, input?: Partial<UpdateStackCommandInput>): Promise<Stack>;
  /** Deletes a stack by ARN and waits until nothing goes on. */
  delete(stackId: string): Promise<Stack>;
  describe(stack: string): Promise<Stack>;
  /** Oldest first, all pages. */
  events(stack: string): Promise<StackEvent[]>;
  /** Waits until nothing goes on. */
  settled(stack: string): Promise<Stack>;
  /** What a request is refused with: `Code: message`. */
  refusal(request: Promise<unknown>): Promise<string>;
}

export async function startFixture(account = "123456789012"): Promise<StackFixture> {
  const emulator = await Emulator.start();
  return { ...fixtureOf(emulator, account), emulator };
}

export function fixtureOf(emulator: Emulator, account: string, region = emulator.region): StackFixture {
  const client = new CloudFormationClient({
    endpoint: emulator.url,
    region,
    credentials: { accessKeyId: account, secretAccessKey: "emulated" },
    maxAttempts: 1,
  });

  async function describe(stack: string): Promise<Stack> {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    if (found === undefined) throw new Error(`no stack ${stack}`);
    return found;
  }

  async function settled(stack: string): Promise<Stack> {
    for (;;) {
      const found = await describe(stack);
      if (!found.StackStatus?.endsWith("_IN_PROGRESS")) return found;
    }
  }

  return {
    emulator,
    client,
    describe,
    settled,
    async create(name, template, input = {}) {
      const { StackId } = await client.send(
        new CreateStackCommand({
          StackName: name,
          TemplateBody: typeof template === "string" ? template : JSON.stringify(template),
          Capabilities: ["CAPABILITY_NAMED_IAM"],
          ...input,
        }),
      );
      return settled(StackId ?? "");
    },
    async update(stack, template, input = {}) {
      await client.send(
        new UpdateStackCommand({
          StackName: stack,
          TemplateBody: typeof template === "string" ? template : JSON.stringify(template),
          Capabilities: ["CAPABILITY_NAMED_IAM"],
          ...input,
        }),
      );
      return settled(stack);
    },
    async delete(stackId) {
      await client.send(new DeleteStackCommand({ StackName: stackId }));
      return settled(stackId);
    },
    async events(stack) {
      const events: StackEvent[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(new DescribeStackEventsCommand({ StackName: stack, NextToken: token }));
        events.push(...(page.StackEvents ?? []));
        token = page.NextToken;
      } while (token !== undefined);
      return events.reverse();
    },
    async refusal(request) {
      try {
        await request;
      } catch (error) {
        const { name, message } = error as CloudFormationServiceException;
        return `${name}: ${message}`;
      }
      throw new Error("the request was not refused");
    },
  };
}

/** `LogicalId STATUS reason`, for comparing a story of events. */
export function story(events: readonly StackEvent[]): string[] {
  return events.map(({ LogicalResourceId: id, ResourceStatus: status, ResourceStatusReason: reason }) =>
    [id, status, reason].filter((part) => part !== undefined).join(" "),
  );
}

/** A role that a service may assume. */
export function role(service: string, properties: object = {}): object {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" }],
      },
      ...properties,
    },
  };
}

/** A policy document that allows one action on everything. */
export function allow(action: string): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] };
}

export const queue = { Type: "AWS::SQS::Queue" };
