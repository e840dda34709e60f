import { createHash } from "node:crypto";
import type { TemplateMap, TemplateValue } from "../../template";
import { isMap, resolveParameters } from "../../template";
import type { OperationContext } from "../operation";
import { validationError } from "./faults";
import type { StackParameter } from "./stack";
import { textOf } from "./template-summary";

/** A parameter of a request. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
}

/** The parameters of a stack: as its row keeps them, and what `Ref` yields. */
export interface BoundParameters {
  readonly parameters: readonly StackParameter[];
  readonly values: ReadonlyMap<string, TemplateValue>;
  readonly hidden: ReadonlySet<string>;
}

/** Binds the values of a request to a template's declarations; throws ValidationError in CloudFormation's words. */
export function bindParameters(
  context: OperationContext,
  declarations: TemplateMap,
  given: readonly GivenParameter[],
): BoundParameters {
  const texts = givenTexts(given);
  const resolved = resolveParameters(declarations, texts, {
    systemsManager: (path) => findPublicParameter(context, path),
  });
  const [fault] = resolved.faults;
  if (fault !== undefined) throw validationError(fault.message);
  const parameters = [...resolved.texts].map(([key, value]): StackParameter => {
    const looksUp = isSsmType(declarations[key]);
    const noEcho = resolved.hidden.has(key);
    return looksUp ? { key, value, noEcho, resolved: String(resolved.values.get(key)) } : { key, value, noEcho };
  });
  return { parameters, values: resolved.values, hidden: resolved.hidden };
}

/** A parameter without a value counts as not given; of two with the same key the last counts (the latter unverified). */
function givenTexts(given: readonly GivenParameter[]): Record<string, string> {
  const texts = Object.create(null) as Record<string, string>;
  for (const { ParameterKey: key, ParameterValue: value } of given) {
    if (key !== undefined && value !== undefined) texts[key] = value;
  }
  return texts;
}

function isSsmType(declaration: TemplateValue | undefined): boolean {
  return isMap(declaration) && (textOf(declaration, "Type") ?? "").startsWith("AWS::SSM::Parameter::Value<");
}

/**
 * AWS's own public parameters for machine images, with an image id made up of the path and the same every time. The
 * emulator has no parameter store, so there are no others.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
function findPublicParameter({ region }: OperationContext, path: string): string | undefined {
  if (!/^\/aws\/service\/.*(ami|image[-_]id)/i.test(path)) return undefined;
  return `ami-${createHash("sha256").update(`${region}${path}`).digest("hex").slice(0, 17)}`;
}
