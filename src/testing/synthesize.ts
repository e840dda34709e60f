import { Stack, Stage } from "aws-cdk-lib/core";
import { UserError } from "../base";
import { parseTemplate, type Template } from "../template";

/** A stack as synthesis left it. */
export interface SynthesizedStack {
  /** Unique in its app. */
  readonly id: string;
  readonly name: string;
  readonly template: Template;
  /** Ids of the stacks that are deployed before it. */
  readonly dependsOn: readonly string[];
  /** @default - the stack leaves it open */
  readonly account?: string;
  /** @default - the stack leaves it open */
  readonly region?: string;
  /** Construct paths by logical id. */
  readonly constructPaths: ReadonlyMap<string, string>;
}

type Assembly = ReturnType<Stage["synth"]>;
type StackArtifact = Assembly["stacks"][number];

/**
 * Synthesizes an app or a stage with all its stacks, or given stacks with those that they depend on.
 *
 * @throws UserError for no stack at all; what the constructs object to comes through as it is
 */
export function synthesize(target: Stage | Stack | readonly Stack[]): readonly SynthesizedStack[] {
  const wanted = Stage.isStage(target) ? undefined : Stack.isStack(target) ? [target] : target;
  const stage = Stage.isStage(target) ? target : stageOf(wanted ?? []);
  const all = stage.synth().stacksRecursively;
  if (all.length === 0) throw new UserError("nothing-to-deploy", "the app has no stacks, expected at least one");
  const stacks = all.map(describe);
  return wanted === undefined
    ? stacks
    : withDependencies(
        stacks,
        wanted.map(({ artifactId }) => artifactId),
      );
}

function stageOf(stacks: readonly Stack[]): Stage {
  const roots = new Set(stacks.map((stack) => stack.node.root));
  const [root] = roots;
  if (roots.size > 1) throw new UserError("nothing-to-deploy", "the stacks belong to several apps, expected one");
  if (root === undefined || !Stage.isStage(root)) {
    throw new UserError("nothing-to-deploy", "no stack of an app was given, expected at least one");
  }
  return root;
}

function describe(artifact: StackArtifact): SynthesizedStack {
  const { account, region } = artifact.environment;
  return {
    id: artifact.id,
    name: artifact.stackName,
    template: parseTemplate(JSON.stringify(artifact.template), {
      file: `${artifact.id}.template.json`,
      format: "json",
    }),
    dependsOn: artifact.dependencies.map(({ id }) => id),
    ...(account !== "unknown-account" && { account }),
    ...(region !== "unknown-region" && { region }),
    constructPaths: constructPathsOf(artifact),
  };
}

function constructPathsOf(artifact: StackArtifact): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { path, data } of artifact.findMetadataByType("aws:cdk:logicalId")) {
    if (typeof data === "string") paths.set(data, path.replace(/^\//, ""));
  }
  return paths;
}

function withDependencies(stacks: readonly SynthesizedStack[], ids: readonly string[]): readonly SynthesizedStack[] {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const kept = new Set<string>();
  const keep = (id: string): void => {
    const stack = byId.get(id);
    if (stack === undefined || kept.has(id)) return;
    kept.add(id);
    stack.dependsOn.forEach(keep);
  };
  ids.forEach(keep);
  return stacks.filter(({ id }) => kept.has(id));
}
