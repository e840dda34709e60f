import type { OperationContext } from "../operation";
import { parameterNotFound, versionNotFound } from "./faults";
import { parseReference } from "./parameter-name";
import { currentVersion, keyOfName, parametersOf } from "./parameter-row";
import type { ParameterRow, ParameterVersion } from "./parameter-row";
import { findPublicParameter } from "./public-parameters";

/** A version of a parameter, and how it was asked for. */
export interface FoundParameter {
  readonly row: ParameterRow;
  readonly version: ParameterVersion;
  /** What the answer calls it: the name asked for, without selector. */
  readonly name: string;
  /** `:3`. @default - the current version was asked for */
  readonly selector?: string;
}

/** The parameter of a name, a name with a version, or an ARN; throws ParameterNotFound or ParameterVersionNotFound. */
export function findParameter(context: OperationContext, text: string): FoundParameter {
  const { name, selector, arn } = parseReference(text);
  const row = parametersOf(context).get(keyOfName(name)) ?? findPublicParameter(context, name);
  if (row === undefined || (arn !== undefined && arn !== row.arn)) throw parameterNotFound();
  const asked = arn === undefined ? name : row.name;
  if (selector === undefined) return { row, version: currentVersion(row), name: asked };
  // Labels are not kept, so none is found.
  const version = row.versions.find((candidate) => String(candidate.version) === selector);
  if (version === undefined) throw versionNotFound(asked, selector);
  return { row, version, name: asked, selector: `:${selector}` };
}
