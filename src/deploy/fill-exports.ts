import type { CloudFormation } from "@aws-sdk/client-cloudformation";
import { UserError } from "../base";
import { evaluate, getAt, isList, isMap, type Environment, type Template, type TemplateValue } from "../template";
import { plausibleValue } from "./plausible-parameters";
import { waitUntilStill } from "./wait-until-still";

/** Where a stack is to be, for the pseudo parameters in names of exports. */
export interface ExportPlace {
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
}

/**
 * Makes exports with plausible values for what a template imports (`Fn::ImportValue`) and no stack exports, by a stack that
 * stands in for those of others.
 *
 * @param parameters the values that the stack will get; the template's defaults count where there is none
 * @returns what was exported, by name
 */
export async function fillExports(
  cloudFormation: CloudFormation,
  template: Template,
  parameters: ReadonlyMap<string, string>,
  place: ExportPlace,
): Promise<ReadonlyMap<string, string>> {
  const wanted = importedNames(template, parameters, place);
  if (wanted.size === 0) return wanted;
  const there = await listExportNames(cloudFormation);
  const missing = new Map([...wanted].filter(([name]) => !there.has(name)));
  if (missing.size === 0) return missing;
  const stackName = `stand-in-for-imports-of-${place.stackName}`;
  await cloudFormation.createStack({ StackName: stackName, TemplateBody: JSON.stringify(exporting(missing)) });
  await waitUntilStill(cloudFormation, stackName);
  return missing;
}

function exporting(values: ReadonlyMap<string, string>): object {
  const outputs = [...values].map(([Name, Value], index) => [`Value${index}`, { Value, Export: { Name } }]);
  // A template needs a resource; this one makes nothing.
  const Resources = { Nothing: { Type: "AWS::CloudFormation::WaitConditionHandle" } };
  return { Resources, Outputs: Object.fromEntries(outputs) as object };
}

async function listExportNames(cloudFormation: CloudFormation): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let token: string | undefined;
  do {
    const page = await cloudFormation.listExports({ NextToken: token });
    for (const { Name } of page.Exports ?? []) names.add(Name ?? "");
    token = page.NextToken;
  } while (token !== undefined);
  return names;
}

function importedNames(
  template: Template,
  parameters: ReadonlyMap<string, string>,
  place: ExportPlace,
): Map<string, string> {
  const environment = environmentOf(template, parameters, place);
  const names = new Map<string, string>();
  for (const argument of argumentsOfImports(template.value)) {
    const name = nameOf(argument, environment);
    if (name !== undefined) names.set(name, plausibleValue(name, { Type: "String" }) ?? "example");
  }
  return names;
}

function argumentsOfImports(value: TemplateValue): readonly TemplateValue[] {
  if (isList(value)) return value.flatMap(argumentsOfImports);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === "Fn::ImportValue" ? [entry] : argumentsOfImports(entry),
  );
}

/** Undefined for a name that cannot be computed: CloudFormation has its words for it. */
function nameOf(argument: TemplateValue, environment: Environment): string | undefined {
  try {
    const name = evaluate(argument, environment);
    return typeof name === "string" ? name : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function environmentOf(
  template: Template,
  parameters: ReadonlyMap<string, string>,
  { region, account, stackName }: ExportPlace,
): Environment {
  const pseudo: Readonly<Record<string, string>> = {
    "AWS::AccountId": account,
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::StackName": stackName,
  };
  const unknown = (name: string): never => {
    throw new UserError("unknown-import", `'${name}' is not known before the stack exists`);
  };
  return {
    region,
    availabilityZones: () => unknown("Fn::GetAZs"),
    ref(name) {
      const preset = getAt(template.value, ["Parameters", name, "Default"]);
      const text = typeof preset === "string" || typeof preset === "number" ? String(preset) : undefined;
      return pseudo[name] ?? parameters.get(name) ?? text ?? unknown(name);
    },
    getAtt: (logicalId) => unknown(logicalId),
    mapping: (...keys) => getAt(template.value, ["Mappings", ...keys]),
    importValue: (name) => unknown(name),
    condition: (name) => unknown(name),
  };
}
