import { identifyResource } from "../aws";
import { systemRandom } from "../base";
import type { AddedParameter } from "../split";
import { getAt, isMap, type Template } from "../template";

/** The account and the region of an emulator that is started without options. */
const PLACE = { account: "123456789012", region: "us-east-1" };

/**
 * Values for the parameters of an IAM template that stand for what only the app stack knows: of the form that AWS gives
 * them, so that a policy can take them apart. The resources themselves are made later and are called otherwise.
 *
 * @returns by the parameter's name
 */
export function standInValues(
  app: Template,
  added: readonly AddedParameter[],
  stackName: string,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, template, standsFor } of added) {
    if (template !== "iam" || standsFor === undefined) continue;
    const { logicalId, attribute } = standsFor;
    const type = getAt(app.value, ["Resources", logicalId, "Type"]);
    if (typeof type !== "string") continue;
    const properties = getAt(app.value, ["Resources", logicalId, "Properties"]);
    const { ref, attributes } = identifyResource(type, {
      stackName,
      logicalId,
      properties: isMap(properties) ? properties : {},
      ...PLACE,
      random: systemRandom,
    });
    const value = attribute === "Ref" ? ref : Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (value !== undefined) values.set(name, typeof value === "string" ? value : value.join());
  }
  return values;
}
