import type { Wire } from "../split";
import { isList, isMap, type Template, type TemplateMap, type TemplateValue } from "../template";

/** Types whose ARNs the contract wires, whether the application uses them or not. */
const CONTRACT_TYPES = new Set(["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"]);

/**
 * The wiring of two templates whose split report is not at hand: by the contract, output `XArn` and parameter `X` for each
 * role and managed policy of the IAM template; besides, what else it puts out about its own resources and the app template
 * has a parameter for.
 *
 * @param app without it, what the contract says and no more
 */
export function deriveWiring(iam: Template, app?: Template): Wire[] {
  const resources = entriesOf(iam.value.Resources);
  const outputs = entriesOf(iam.value.Outputs);
  const parameters = new Set(entriesOf(app?.value.Parameters).map(([name]) => name));
  const types = new Map(resources.map(([name, resource]) => [name, resource.Type]));
  const conditions = new Map([...resources, ...outputs].map(([name, { Condition: condition }]) => [name, condition]));
  const wire = (logicalId: string, output: string, parameter: string, yields: Wire["yields"]): Wire => {
    const condition = conditions.get(logicalId) ?? conditions.get(output);
    const exportName = `\${AWS::StackName}-${output}`;
    return { logicalId, output, exportName, parameter, yields, ...(typeof condition === "string" && { condition }) };
  };
  const byContract = resources
    .filter(([, { Type: type }]) => typeof type === "string" && CONTRACT_TYPES.has(type))
    .map(([logicalId]) => wire(logicalId, `${logicalId}Arn`, logicalId, "arn"));
  const known = new Set(byContract.map(({ output }) => output));
  const besides = outputs.flatMap(([output, { Value: value }]) => {
    const logicalId = targetOf(value);
    if (logicalId === undefined || !types.has(logicalId) || known.has(output)) return [];
    const isArn = output === `${logicalId}Arn`;
    const parameter = isArn ? logicalId : output;
    const yields = isArn ? "arn" : output === `${logicalId}Name` ? "name" : "attribute";
    return parameters.has(parameter) ? [wire(logicalId, output, parameter, yields)] : [];
  });
  return [...byContract, ...besides];
}

/** Outputs of the IAM stack as parameters of the app stack: by the wiring, only those that are there. */
export function outputsToParameters(
  outputs: ReadonlyMap<string, string>,
  wiring: readonly Wire[],
): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const wire of wiring) {
    const value = outputs.get(wire.output);
    if (value !== undefined) parameters.set(wire.parameter, value);
  }
  return parameters;
}

function entriesOf(section: TemplateValue | undefined): [string, TemplateMap][] {
  return Object.entries(isMap(section) ? section : {}).flatMap(([name, entry]): [string, TemplateMap][] =>
    isMap(entry) ? [[name, entry]] : [],
  );
}

/** The resource whose Ref or attribute a value is. */
function targetOf(value: TemplateValue | undefined): string | undefined {
  if (!isMap(value)) return undefined;
  const { Ref: ref, "Fn::GetAtt": attribute } = value;
  const target = isList(attribute) ? attribute[0] : ref;
  return typeof target === "string" ? target : undefined;
}
