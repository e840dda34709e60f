import { isMap } from "../../../template";
import type { TemplateMap, TemplateValue } from "../../../template";

/**
 * Whether a role's trust policy lets an AWS service assume the role. Conditions are taken as met, since what they test
 * (source account, source ARN) exists only in a call.
 *
 * @param document JSON, as IAM stores it
 */
export function trustsService(document: string, service: string): boolean {
  const policy = JSON.parse(document) as TemplateValue;
  const statements = isMap(policy) ? listOf(policy["Statement"]).filter(isMap) : [];
  const about = statements.filter((statement) => namesService(statement, service) && namesAssumeRole(statement));
  const isDenied = about.some((statement) => statement["Effect"] === "Deny" && statement["Condition"] === undefined);
  return !isDenied && about.some((statement) => statement["Effect"] === "Allow");
}

function namesService(statement: TemplateMap, service: string): boolean {
  const principal = statement["Principal"];
  // `"Principal": "*"` and AWS: "*" mean AWS principals; no service is among them.
  return isMap(principal) && listOf(principal["Service"]).some((name) => name === service);
}

function namesAssumeRole(statement: TemplateMap): boolean {
  return listOf(statement["Action"]).some((action) => {
    if (typeof action !== "string") return false;
    const pattern = action.toLowerCase();
    return pattern === "*" || pattern === "sts:*" || pattern === "sts:assumerole" || pattern === "sts:assume*";
  });
}

function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  return value === undefined
    ? []
    : Array.isArray(value)
      ? (value as readonly TemplateValue[])
      : [value as TemplateValue];
}
