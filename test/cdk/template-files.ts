import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib/core";

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A file that is gone after the test file's last test. */
export function temporaryFile(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "xiam-cdk-"));
  folders.push(folder);
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What a stack synthesizes to. */
export function templateOf(stack: Stack): Record<string, Record<string, unknown>> {
  const root = Stack.of(stack).node.root as unknown as {
    synth(): { getStackByName(name: string): { template: Record<string, Record<string, unknown>> } };
  };
  return root.synth().getStackByName(stack.stackName).template;
}

/**
 * A template by what CloudFormation makes of it: scalars are texts to it, and what a resource depends on has no order.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
 */
export function meaningOf(value: unknown, key = ""): unknown {
  if (key === "DependsOn") return (Array.isArray(value) ? [...(value as string[])] : [value as string]).sort();
  if (Array.isArray(value)) return value.map((item) => meaningOf(item));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, meaningOf(item, name)]));
  }
  return value === null ? null : String(value);
}
