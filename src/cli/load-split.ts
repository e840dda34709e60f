import { everythingCatalog, parseSplitConfig, type Catalog } from "../catalog";
import { UserError } from "../base";
import { split, type SplitResult } from "../split";
import { parseTemplate, type Template } from "../template";
import { usageError } from "./parse-args";
import { readInput } from "../files";

/** Options of every command that splits. */
export const SPLIT_OPTIONS = {
  config: { type: "text", placeholder: "FILE", description: "what to externalize: a split configuration" },
  all: { type: "flag", description: "externalize every IAM resource of the template" },
  "app-stack-name": {
    type: "text",
    placeholder: "NAME",
    description: "name that the application stack has or will have",
  },
} as const;

/** Options of {@link loadAndSplit}, as parsed. */
export interface SplitArguments {
  readonly config: string | undefined;
  readonly all: boolean;
  readonly "app-stack-name": string | undefined;
}

/**
 * Reads template and configuration and splits.
 *
 * @throws UserError naming file and reason
 */
export function loadAndSplit(
  command: string,
  file: string,
  options: SplitArguments,
): SplitResult & { readonly monolith: Template } {
  const catalog = loadCatalog(command, options);
  const appStackName = options["app-stack-name"];
  if (appStackName !== undefined) refuseBadStackName(appStackName);
  const monolith = parseTemplate(readInput(file, "template"), { file });
  return { monolith, ...split(monolith, catalog, appStackName === undefined ? {} : { appStackName }) };
}

/** @throws UserError where CloudFormation would not take the name */
export function refuseBadStackName(name: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return;
  throw new UserError(
    "stack-name",
    `'${name}' is no stack name, allowed: up to 128 letters, digits and hyphens, beginning with a letter`,
  );
}

function loadCatalog(command: string, { config, all }: SplitArguments): Catalog {
  if (config !== undefined && all) throw usageError(command, "options --config and --all exclude each other");
  if (config === undefined) {
    if (all) return everythingCatalog();
    throw usageError(
      command,
      "nothing says what to externalize",
      "give --config FILE, or --all for every IAM resource",
    );
  }
  return parseSplitConfig(readInput(config, "configuration"), { file: config });
}
