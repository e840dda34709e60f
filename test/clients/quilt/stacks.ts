import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { DescribeStackEventsOutput, DescribeStacksOutput, Stack } from "@aws-sdk/client-cloudformation";
import type { ListPoliciesResponse, ListRolesResponse } from "@aws-sdk/client-iam";
import type { ListBucketsOutput } from "@aws-sdk/client-s3";
import { runCli } from "../../../src/cli/run-cli";
import type { Emulator } from "../../../src/emulator";
import type { QuiltTemplate } from "./monolith";

const BUCKET = "templates";

/** A bucket for templates that keeps versions. */
export async function createTemplateBucket(emulator: Emulator): Promise<void> {
  await emulator.invoke("s3", "CreateBucket", { Bucket: BUCKET });
  const VersioningConfiguration = { Status: "Enabled" };
  await emulator.invoke("s3", "PutBucketVersioning", { Bucket: BUCKET, VersioningConfiguration });
}

/** Puts a template into the bucket, or a new version of it. @returns its URL in S3 */
export async function uploadTemplate(emulator: Emulator, file: string, key = basename(file)): Promise<string> {
  const ContentType = file.endsWith(".json") ? "application/json" : "text/yaml";
  await emulator.invoke("s3", "PutObject", { Bucket: BUCKET, Key: key, Body: readFileSync(file), ContentType });
  return templateUrl(key);
}

export function templateUrl(key: string): string {
  return `https://${BUCKET}.s3.us-east-1.amazonaws.com/${key}`;
}

/** Files of a template that was split. */
export interface SplitFiles {
  readonly monolith: string;
  readonly iam: string;
  readonly app: string;
}

/** Writes a monolith to a folder and has it split there. */
export async function splitIn(folder: string, monolith: QuiltTemplate): Promise<SplitFiles> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "quilt.json");
  writeFileSync(file, JSON.stringify(monolith, undefined, 2));
  await xiam("split", file, "--all", "--out-dir", folder, "--force");
  return { monolith: file, iam: join(folder, "quilt-iam.json"), app: join(folder, "quilt-app.json") };
}

/** Runs a command of xiam that must succeed. */
export async function xiam(...argv: string[]): Promise<void> {
  const silent = { write: () => true };
  const outcome = await runCli(argv, { environment: {}, out: silent, err: silent });
  expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
}

/** What a stack is like, to be compared later. */
export interface StackState {
  readonly id: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** How many events there were: as many later means that nothing was done to it. */
  readonly events: number;
}

/** States of all stacks that are there, by name. */
export async function stackStates(emulator: Emulator): Promise<Readonly<Record<string, StackState>>> {
  const { Stacks = [] } = await emulator.invoke<DescribeStacksOutput>("cloudformation", "DescribeStacks");
  const states = Stacks.map(async (stack) => [stack.StackName ?? "", await stateOf(emulator, stack)] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function stateOf(emulator: Emulator, stack: Stack): Promise<StackState> {
  const { StackId: id = "", StackStatus: status = "", Parameters = [], Outputs = [] } = stack;
  return {
    id,
    status,
    reason: stack.StackStatusReason,
    parameters: Object.fromEntries(
      Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey ?? "", ParameterValue ?? ""]),
    ),
    outputs: Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""])),
    events: (await eventsOf(emulator, id)).length,
  };
}

/** Events of a stack, the oldest first; a stack that is gone by its id. */
export async function eventsOf(
  emulator: Emulator,
  StackName: string,
): Promise<readonly { readonly id: string; readonly status: string; readonly at: Date }[]> {
  const events = [];
  let NextToken: string | undefined;
  do {
    const page: DescribeStackEventsOutput = await emulator.invoke("cloudformation", "DescribeStackEvents", {
      StackName,
      ...(NextToken !== undefined && { NextToken }),
    });
    events.push(...(page.StackEvents ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return events.reverse().map((event) => ({
    id: event.LogicalResourceId ?? "",
    status: event.ResourceStatus ?? "",
    at: event.Timestamp ?? new Date(0),
  }));
}

/** What is there apart from the bucket of the tests: names of stacks, roles, managed policies and buckets. */
export async function leftovers(emulator: Emulator): Promise<readonly string[]> {
  const { Stacks = [] } = await emulator.invoke<DescribeStacksOutput>("cloudformation", "DescribeStacks");
  const { Roles } = await emulator.invoke<ListRolesResponse>("iam", "ListRoles");
  const { Policies } = await emulator.invoke<ListPoliciesResponse>("iam", "ListPolicies", { Scope: "Local" });
  const { Buckets } = await emulator.invoke<ListBucketsOutput>("s3", "ListBuckets");
  return [
    ...Stacks.map(({ StackName }) => StackName ?? ""),
    ...(Roles ?? []).map(({ RoleName }) => RoleName ?? ""),
    ...(Policies ?? []).map(({ PolicyName }) => PolicyName ?? ""),
    ...(Buckets ?? []).map(({ Name }) => Name ?? "").filter((name) => name !== BUCKET),
  ];
}
