import { UserError } from "../../../base";
import type { TemplateValue } from "../../../template";
import { evaluate, referencesIn } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import type { DeclaredOutput, Deployment } from "../deployment";
import { exportsOf } from "../exports";
import type { StackOutput, StackRow } from "../stack";
import { supportsAttribute } from "../resources/attributes";
import { environmentOf } from "./environment";
import { sightOf } from "./evaluate-properties";

/** The outputs of a stack, or why it cannot have them, in AWS's words up to the full stop and space. */
export type Outputs = { readonly outputs: readonly StackOutput[] } | { readonly refused: string };

/** Evaluates the outputs of a stack whose resources exist, and checks that their export names are free. */
export function evaluateOutputs(context: OperationContext, stack: StackRow, deployment: Deployment): Outputs {
  const environment = environmentOf(context, stack, deployment.template, sightOf(context, stack.id, deployment));
  const exports = exportsOf(context);
  const outputs: StackOutput[] = [];
  for (const declared of deployment.outputs) {
    const unsupported = findUnsupportedAttribute(declared, deployment);
    if (unsupported !== undefined) return { refused: unsupported };
    const read = readOutput(declared, (value) => evaluate(value, environment));
    if ("refused" in read) return read;
    const { exportName } = read.output;
    if (exportName !== undefined) {
      const exported = exports.get(exportName);
      const other = exported?.stackId === stack.id ? undefined : exported?.stackName;
      const owner = other ?? (hasExport(outputs, exportName) ? stack.name : undefined);
      if (owner !== undefined) {
        return { refused: `Export with name ${exportName} is already exported by stack ${owner}. ` };
      }
    }
    outputs.push(read.output);
  }
  return { outputs };
}

/** In the outputs, AWS finds out about attributes that a resource does not have only now. */
function findUnsupportedAttribute({ key, value }: DeclaredOutput, deployment: Deployment): string | undefined {
  for (const { kind, target, attribute } of referencesIn(value)) {
    const type = deployment.resources.get(target)?.type;
    if (type === undefined || attribute === undefined || supportsAttribute(type, attribute)) continue;
    return `[Error] /Outputs/${key}/Value/Fn::${kind}: Resource type ${type} does not support attribute {${attribute}}. `;
  }
  return undefined;
}

function readOutput(
  { key, value, description, exportName }: DeclaredOutput,
  evaluated: (value: TemplateValue) => TemplateValue,
): { readonly output: StackOutput } | { readonly refused: string } {
  try {
    const text = textOf(evaluated(value));
    if (text === undefined) {
      // Wording from public reports; that it comes at this point is not verified.
      const kind = Array.isArray(evaluated(value)) ? "List" : "Map";
      return {
        refused: `Template format error: The Value field of every Outputs member must evaluate to a String and not a ${kind}. `,
      };
    }
    const name = exportName === undefined ? undefined : textOf(evaluated(exportName));
    return { output: { key, value: text, description, exportName: name } };
  } catch (error) {
    if (error instanceof UserError || error instanceof AwsFault) {
      return { refused: `[Error] /Outputs/${key}/Value: ${error.message}. `.replace(/\.\. $/, ". ") };
    }
    throw error;
  }
}

function textOf(value: TemplateValue): string | undefined {
  return typeof value === "object" ? undefined : String(value);
}

function hasExport(outputs: readonly StackOutput[], name: string): boolean {
  return outputs.some((output) => output.exportName === name);
}
