import { PLAIN_LOWER_CASE_STACK_NAME, PLAIN_STACK_NAME } from "../aws";
import { UserError } from "../base";
import type { TemplateMap } from "../template";

/** CloudFormation's limit for stack names. */
const STACK_NAME_LIMIT = 128;

/** Parameter of the IAM template that holds the app stack's name, unless the template has one of that name. */
export const APP_STACK_NAME = "AppStackName";

/** Something whose name holds the app stack's name, and how long that name may be for it. */
export interface NameBudget {
  readonly logicalId: string;
  /** Characters. */
  readonly longest: number;
}

/** How the IAM template speaks of the application stack: by a parameter that holds its name. */
export interface AppStack {
  /** Name of the parameter, `AppStackName` unless the template has that name. */
  readonly parameter: string;
  /** `${AppStackName}`, noting that the parameter is needed. */
  use(): string;
  /** The same with the name in lower case; its parameter is the same one where upper case is not allowed. */
  useLowerCase(): string;
  /** Notes that names hold only for stack names up to a length. */
  limit(budget: NameBudget): void;
  /** The parameters to declare, by name. @throws UserError if the given name does not fit */
  declarations(): ReadonlyMap<string, TemplateMap>;
  /** Longest name that all name patterns hold for, and the resource that says so. */
  budget(): { readonly longest: number; readonly because?: string };
}

/**
 * @param taken names that the IAM template has already
 * @param given name of the app stack, where it is known
 */
export function describeAppStack(taken: ReadonlySet<string>, given: string | undefined): AppStack {
  const parameter = freeName(APP_STACK_NAME, taken);
  // A second parameter only where it must be: CloudFormation lower-cases bucket names and no function can.
  const twin = given !== undefined && given !== given.toLowerCase();
  const lowerParameter = twin ? freeName(`${APP_STACK_NAME}Lower`, taken) : parameter;
  const budgets: NameBudget[] = [];
  let used = false;
  let lowerCase = false;

  const budget = (): { longest: number; because?: string } => {
    const [tightest] = [...budgets].sort((a, b) => a.longest - b.longest);
    if (tightest === undefined || tightest.longest >= STACK_NAME_LIMIT) return { longest: STACK_NAME_LIMIT };
    return { longest: tightest.longest, because: tightest.logicalId };
  };

  return {
    parameter,
    use: () => {
      used = true;
      return `\${${parameter}}`;
    },
    useLowerCase: () => {
      lowerCase = true;
      return `\${${lowerParameter}}`;
    },
    limit: (entry) => budgets.push(entry),
    budget,
    declarations: () => {
      const { longest, because } = budget();
      if (given !== undefined && given.length > longest) {
        throw new UserError(
          "app-stack-name-too-long",
          `app stack name '${given}' has ${given.length} characters, and the name patterns hold up to ${longest} (because of ${because ?? "CloudFormation"})`,
          {
            hint: `use a shorter stack name, or sever ${because ?? "the resource"} by strategy 'name' or 'parameter' in the configuration`,
          },
        );
      }
      const onlyLower = lowerCase && !twin;
      const declarations = new Map<string, TemplateMap>();
      if (used || onlyLower) {
        const pattern = onlyLower ? PLAIN_LOWER_CASE_STACK_NAME : PLAIN_STACK_NAME;
        declarations.set(parameter, declare(pattern, longest, given, onlyLower));
      }
      if (lowerCase && twin) {
        declarations.set(lowerParameter, {
          ...declare(PLAIN_LOWER_CASE_STACK_NAME, longest, given.toLowerCase(), true),
          Description: `${parameter} in lower case, as CloudFormation writes it into bucket names.`,
        });
      }
      return declarations;
    },
  };
}

function declare(pattern: string, longest: number, given: string | undefined, onlyLower: boolean): TemplateMap {
  const letters = onlyLower ? "lower-case letters" : "letters";
  return {
    Type: "String",
    Description:
      "Name of the application stack (not of this stack): names and ARNs of its resources are built from it.",
    ...(given !== undefined && { Default: given }),
    AllowedPattern: pattern,
    MinLength: 1,
    MaxLength: longest,
    ConstraintDescription: `must begin with a letter and hold ${letters}, digits and single hyphens, at most ${longest} characters.`,
  };
}

export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}${n}`;
  return name;
}
