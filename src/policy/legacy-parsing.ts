import type { Diagnostic } from "../base";
import { isDateOperator } from "./condition-operators";
import { isDate } from "./date-text";
import { isObject, listOf, refusal, statementsOf, textsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";
import { isPartition } from "./resource-format";

const SENTENCE = "The policy failed legacy parsing";

/** What IAM's older parser refuses, before anything but the syntax and the version is looked at. */
export function checkLegacyParsing(document: PolicyJson): Diagnostic[] {
  return statementsOf(document).flatMap(({ statement, path }) => {
    const found: Diagnostic[] = [];
    const { Effect: effect, Condition: condition } = statement;
    if (effect !== "Allow" && effect !== "Deny") found.push(refusal("effect-case", SENTENCE, [...path, "Effect"]));
    for (const element of ["Resource", "NotResource"]) {
      for (const { text, path: at } of textsOf(statement, path, element)) {
        if (isBrokenArn(text)) found.push(refusal("broken-arn", SENTENCE, at));
      }
    }
    for (const [operator, keys] of Object.entries(isObject(condition) ? condition : {})) {
      if (!isDateOperator(operator) || !isObject(keys)) continue;
      for (const [key, values] of Object.entries(keys)) {
        if (listOf(values).every((value) => isDate(String(value)))) continue;
        found.push(refusal("not-a-date", SENTENCE, [...path, "Condition", operator, key]));
      }
    }
    return found;
  });
}

/** `arn:aws:s3::bucket`, `arn:aws::x`: parts are missing, or the service is. Three parts pass: the rest is wild. */
function isBrokenArn(text: string): boolean {
  const [prefix, partition = "", service, , account = "", ...resource] = text.split(":");
  const parts = text.split(":").length;
  // Another prefix or partition has sentences of its own.
  if (prefix !== "arn" || parts <= 2 || !isPartition(partition)) return false;
  // Observed on a live account: no policy variable in the account of an IAM ARN; other services are unverified.
  if (service === "iam" && account.includes("${")) return true;
  return service === "" || (parts > 3 && resource.length === 0);
}
