import type { TemplateMap, TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { principalMayExist } from "../../principal-may-exist";
import { serviceCaller } from "../../service-caller";

/**
 * Resource policies whose service refuses principals that are not there, and what it says then.
 * KMS: aws-samples/aws-cdk-pipelines-datalake-infrastructure issue 17. Other services do alike; their words are not known
 * well enough.
 */
const RESOURCE_POLICIES: Readonly<Record<string, readonly [property: string, message: string]>> = {
  "AWS::KMS::Key": ["KeyPolicy", "Policy contains a statement with one or more invalid principals."],
};

/** Throws the fault of a resource policy that names a role or user of this account which does not exist. */
export async function checkPrincipals(context: OperationContext, type: string, properties: TemplateMap): Promise<void> {
  const row = Object.hasOwn(RESOURCE_POLICIES, type) ? RESOURCE_POLICIES[type] : undefined;
  if (row === undefined) return;
  const [property, message] = row;
  const policy = properties[property];
  const statements = isMap(policy) ? listOf(policy["Statement"]).filter(isMap) : [];
  const principals = statements.flatMap((statement) => [
    ...principalsIn(statement["Principal"]),
    ...principalsIn(statement["NotPrincipal"]),
  ]);
  const asker = serviceCaller("cloudformation", context);
  for (const principal of new Set(principals)) {
    if (!(await principalMayExist(context, principal, asker))) throw new AwsFault("InvalidRequest", message, 400);
  }
}

function principalsIn(principal: TemplateValue | undefined): string[] {
  return isMap(principal) ? listOf(principal["AWS"]).filter((item) => typeof item === "string") : [];
}

function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}
