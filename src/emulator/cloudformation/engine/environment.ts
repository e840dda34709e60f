import { partitionOf } from "../../../aws";
import type { Environment, TemplateMap, TemplateValue } from "../../../template";
import { getAt } from "../../../template";
import type { OperationContext } from "../../operation";
import { exportsOf } from "../exports";
import { validationError } from "../faults";
import type { StackRow } from "../stack";

/** Who a stack is, before it has a row. */
export type StackIdentity = Pick<StackRow, "id" | "name" | "notificationArns">;

/** What an evaluation can see besides its template. */
export interface Sight {
  parameter(name: string): TemplateValue | undefined;
  readonly conditions: ReadonlyMap<string, boolean>;
  /** What `Ref` of a resource yields; undefined for what is no resource, or not yet one. */
  ref(logicalId: string): TemplateValue | undefined;
  getAtt(logicalId: string, attribute: string): TemplateValue | undefined;
}

/** The environment in which a stack's template is evaluated. */
export function environmentOf(
  context: OperationContext,
  stack: StackIdentity,
  template: TemplateMap,
  sight: Sight,
): Environment {
  const pseudo = pseudoParameters(context, stack);
  return {
    region: context.region,
    availabilityZones: (region) => ["a", "b", "c"].map((letter) => region + letter),
    ref: (name) => pseudo.get(name) ?? sight.parameter(name) ?? sight.ref(name) ?? unresolved(name),
    getAtt: (logicalId, attribute) => sight.getAtt(logicalId, attribute) ?? unresolved(`${logicalId}.${attribute}`),
    condition: (name) => sight.conditions.get(name) ?? false,
    mapping: (...keys) => getAt(template, ["Mappings", ...keys]),
    importValue: (name) => {
      const exported = exportsOf(context).get(name);
      if (exported === undefined) throw validationError(`No export named ${name} found.`);
      return exported.value;
    },
  };
}

function pseudoParameters(context: OperationContext, stack: StackIdentity): ReadonlyMap<string, TemplateValue> {
  return new Map<string, TemplateValue>([
    ["AWS::AccountId", context.caller.accountId],
    ["AWS::NotificationARNs", [...stack.notificationArns]],
    ["AWS::Partition", context.partition],
    ["AWS::Region", context.region],
    ["AWS::StackId", stack.id],
    ["AWS::StackName", stack.name],
    ["AWS::URLSuffix", partitionOf(context.region).dnsSuffix],
  ]);
}

/** Nothing of the kind is there to refer to: the template's validation and the order of creation rule that out. */
function unresolved(name: string): never {
  throw validationError(`Template error: cannot resolve ${name}`);
}
