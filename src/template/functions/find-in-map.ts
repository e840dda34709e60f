import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isList, isMap } from "../value";
import type { TemplateValue } from "../value";

// The wording is that of a compatible implementation, not recorded on AWS.
const SHAPE =
  "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
export const findInMap: Intrinsic = {
  name: "Fn::FindInMap",
  tag: "FindInMap",
  check(argument) {
    if (!isList(argument) || argument.length < 3 || argument.length > 4) return SHAPE;
    const areNames = argument.slice(0, 3).every((key) => scalarText(key) !== undefined || isMap(key));
    return areNames && (argument.length === 3 || defaultOf(argument) !== undefined) ? undefined : SHAPE;
  },
  references: (argument) =>
    isList(argument) && typeof argument[0] === "string"
      ? [{ kind: "FindInMap", namespace: "mapping", target: argument[0] }]
      : [],
  evaluate(argument, { environment, resolve, refuse }) {
    const list = argument as readonly TemplateValue[];
    const keys = list
      .slice(0, 3)
      .map((key, index) => scalarText(resolve(key, "Fn::FindInMap", index)) ?? refuse(SHAPE));
    const found = environment.mapping(...keys);
    if (found !== undefined) return found;
    const fallback = defaultOf(list);
    if (fallback !== undefined) return resolve(fallback, "Fn::FindInMap", 3, "DefaultValue");
    return refuse(`Template error: Unable to get mapping for ${keys.join("::")}`);
  },
};

/** DefaultValue needs the transform AWS::LanguageExtensions. */
function defaultOf(argument: readonly TemplateValue[]): TemplateValue | undefined {
  const options = argument[3];
  return isMap(options) && Object.hasOwn(options, "DefaultValue") ? options["DefaultValue"] : undefined;
}
