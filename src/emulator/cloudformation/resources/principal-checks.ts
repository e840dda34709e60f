import { parseArn } from "../../../aws";
import type { TemplateMap, TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { serviceCaller } from "../../service-caller";

/**
 * Resource policies whose service refuses principals that are not there, and what it says then.
 * S3: aws-samples/aws-batch-architecture-for-alphafold issue 1. KMS: aws-samples/aws-cdk-pipelines-datalake-infrastructure
 * issue 17. Other services do alike; their words are not known well enough.
 */
const RESOURCE_POLICIES: Readonly<Record<string, readonly [property: string, message: string]>> = {
  "AWS::S3::BucketPolicy": ["PolicyDocument", "Invalid principal in policy"],
  "AWS::KMS::Key": ["KeyPolicy", "Policy contains a statement with one or more invalid principals."],
};

/** How a kind of principal is looked up. */
const LOOK_UPS = {
  role: ["GetRole", "RoleName"],
  user: ["GetUser", "UserName"],
} as const;

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
  for (const principal of new Set(principals)) {
    if (!(await exists(context, principal))) throw new AwsFault("InvalidRequest", message, 400);
  }
}

function principalsIn(principal: TemplateValue | undefined): string[] {
  return isMap(principal) ? listOf(principal["AWS"]).filter((item) => typeof item === "string") : [];
}

/** Whether a principal exists; accounts, sessions, unique ids and principals of other accounts are taken as they are. */
async function exists(context: OperationContext, principal: string): Promise<boolean> {
  const arn = parseArn(principal);
  if (arn?.service !== "iam" || arn.account !== context.caller.accountId) return true;
  const [kind = ""] = arn.resource.split("/");
  if (kind !== "role" && kind !== "user") return true;
  const [operation, member] = LOOK_UPS[kind];
  const name = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
  try {
    const found = await context.invoke<Readonly<Record<string, { readonly Arn?: string }>>>(
      "iam",
      operation,
      { [member]: name },
      serviceCaller("cloudformation", context),
    );
    return Object.values(found).some((entity) => entity.Arn === principal);
  } catch (error) {
    // A name that nobody can have is a ValidationError.
    if (error instanceof AwsFault && (error.code === "NoSuchEntity" || error.code === "ValidationError")) return false;
    throw error;
  }
}

function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}
