import type { ContextEntry, ContextKeyTypeEnum, EvaluationResult, Statement } from "@aws-sdk/client-iam";
import { UserError } from "../../base";
import { readInput } from "../../files";
import { describeThrown, isServiceError, type Clients } from "../../gates";
import { findConditionKey } from "../../policy";
import type { ConditionKeyType } from "../../policy";
import type { PolicyFiles } from "./simulate-files";
import type { Question } from "./question";
import type { SimulatedVerdict } from "./verdict";

/** Asks IAM about a principal that it knows. @throws UserError for what IAM refuses */
export async function simulatePrincipal(
  iam: Clients["iam"],
  principal: string,
  files: Omit<PolicyFiles, "caller"> & { readonly caller: string | undefined },
  { actions, resources, context }: Question,
): Promise<SimulatedVerdict[]> {
  const results: EvaluationResult[] = [];
  let marker: string | undefined;
  try {
    do {
      const page = await iam.simulatePrincipalPolicy({
        PolicySourceArn: principal,
        ActionNames: [...actions],
        ...(resources[0] !== "*" && { ResourceArns: [...resources] }),
        PolicyInputList: files.identity.map((file) => readInput(file, "policy")),
        ...(files.boundary !== undefined && {
          PermissionsBoundaryPolicyInputList: [readInput(files.boundary, "policy")],
        }),
        ...(files.resource !== undefined && { ResourcePolicy: readInput(files.resource, "policy") }),
        ...(files.owner !== undefined && { ResourceOwner: `arn:aws:iam::${files.owner}:root` }),
        CallerArn: files.caller,
        ContextEntries: Object.entries(context).map(([key, values]) => toEntry(key, values)),
        Marker: marker,
      });
      results.push(...(page.EvaluationResults ?? []));
      marker = page.Marker;
    } while (marker !== undefined);
  } catch (error) {
    if (!isServiceError(error)) throw error;
    throw new UserError("refused", `IAM refused the simulation: ${error.name}: ${describeThrown(error)}`, {
      cause: error,
    });
  }
  return results.flatMap(describeResult);
}

/** IAM's types of values by those of the keys. */
const VALUE_TYPES: Readonly<Record<ConditionKeyType, ContextKeyTypeEnum>> = {
  ARN: "string",
  ArrayOfARN: "stringList",
  ArrayOfBool: "booleanList",
  ArrayOfString: "stringList",
  Bool: "boolean",
  Date: "date",
  IPAddress: "ip",
  Numeric: "numeric",
  String: "string",
};

function toEntry(key: string, values: readonly string[]): ContextEntry {
  const type = VALUE_TYPES[findConditionKey(key)?.type ?? "String"];
  const listType = type.endsWith("List") || values.length < 2 ? type : (`${type}List` as ContextKeyTypeEnum);
  return { ContextKeyName: key, ContextKeyType: listType, ContextKeyValues: [...values] };
}

function describeResult(result: EvaluationResult): SimulatedVerdict[] {
  const { EvalActionName: action = "", ResourceSpecificResults: specific } = result;
  if (specific === undefined || specific.length === 0) {
    const {
      EvalDecision: decision = "implicitDeny",
      MatchedStatements: matched,
      MissingContextValues: missing,
    } = result;
    return [describe(action, "*", decision, matched, missing)];
  }
  return specific.map((each) => {
    const { EvalResourceName: resource = "", EvalResourceDecision: decision = "implicitDeny" } = each;
    return describe(action, resource, decision, each.MatchedStatements, each.MissingContextValues);
  });
}

function describe(
  action: string,
  resource: string,
  decision: SimulatedVerdict["decision"],
  matched: readonly Statement[] = [],
  missing: readonly string[] = [],
): SimulatedVerdict {
  const because = matched.map(({ SourcePolicyId: policy = "", StartPosition: start }) => ({
    policy,
    line: start?.Line ?? 1,
    column: start?.Column ?? 1,
  }));
  const verbs = { allowed: "allows it", explicitDeny: "denies it", implicitDeny: "" };
  const words = { allowed: "allowed", explicitDeny: "explicit deny", implicitDeny: "implicit deny" };
  const lines = [
    `${words[decision]}: ${action} on ${resource}`,
    ...(decision === "implicitDeny"
      ? ["  no policy allows it"]
      : because.map(({ policy, line, column }) => `  ${policy}:${line}:${column} ${verbs[decision]}`)),
    ...(missing.length > 0 ? [`  not given: ${missing.join(", ")} (--context KEY=VALUE)`] : []),
  ];
  return { action, resource, decision, explanation: lines.join("\n"), because, missingContextKeys: missing };
}
