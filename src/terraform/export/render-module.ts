import type { Configuration } from "./configuration";
import type { ModuleStack } from "./module-stack";
import { renderReadme } from "./render-readme";

/** A file of a Terraform module. */
export interface ModuleFile {
  /** Name in the module's folder. */
  readonly name: string;
  /** Content. */
  readonly text: string;
}

/** Preconditions came with 1.2, strcontains with 1.5. */
const TERRAFORM_VERSION = ">= 1.5.0";

/** What a provider is called and which versions do, by the prefix of its resources. */
const PROVIDERS = {
  aws: { source: "hashicorp/aws", version: ">= 5.0" },
  random: { source: "hashicorp/random", version: ">= 3.1" },
} as const;

/** The files of a module: a stack without its backend and without cdktf's notes. */
export function renderModule(kind: string, stack: ModuleStack): ModuleFile[] {
  stack.prepareStack();
  const { terraform, variable, output, ...main } = withoutNotes(stack.toTerraform()) as Configuration;
  void terraform;
  const needsRandom = Object.keys(main.resource ?? {}).some((type) => type.startsWith("random_"));
  const required_providers = needsRandom ? PROVIDERS : { aws: PROVIDERS.aws };
  const versions = { terraform: { required_version: TERRAFORM_VERSION, required_providers } };
  return [
    { name: "versions.tf.json", text: print(versions) },
    { name: "variables.tf.json", text: print({ variable }) },
    { name: "main.tf.json", text: print(main) },
    { name: "outputs.tf.json", text: print({ output }) },
    { name: "README.md", text: renderReadme(kind, { variable, output }, required_providers) },
  ];
}

function print(configuration: object): string {
  return `${JSON.stringify(configuration, undefined, 2)}\n`;
}

/** Comments of cdktf stand under "//"; empty blocks say nothing. */
function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => key !== "//" && !(key.endsWith("condition") && Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNotes(item)]));
}
