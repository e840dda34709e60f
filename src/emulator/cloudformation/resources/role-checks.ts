import type { RoleUse } from "../../../aws";
import { findRoleUses, parseArn } from "../../../aws";
import type { TemplateMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { serviceCaller } from "../../service-caller";
import { passRole } from "./pass-role";
import { trustsService } from "./trust";

interface GetRoleOutput {
  readonly Role: { readonly Arn: string; readonly RoleId: string; readonly AssumeRolePolicyDocument?: string };
}

/**
 * Throws the fault of the service that cannot use a role which the properties name: the caller must be allowed to pass it,
 * and the role must be of this account, exist, and trust the service.
 *
 * Some services look at a role only when they use it; nothing is used here, so the resource fails at once.
 */
export async function checkRoles(context: OperationContext, type: string, properties: TemplateMap): Promise<void> {
  for (const use of findRoleUses(type, properties)) await checkRole(context, use);
}

async function checkRole(context: OperationContext, use: RoleUse): Promise<void> {
  const name = roleNameOf(context, use.role);
  if (name === undefined) return;
  const { service, regional } = use.assumedBy;
  const principals = regional ? [service, regionalPrincipal(service, context.region)] : [service];
  const role = await findRole(context, name);
  await context.require([passRole(role?.Arn ?? use.role, service)]);
  if (role === undefined || (role.Arn !== use.role && name !== use.role)) throw cannotUse(use, "missing");
  if (!trustsAny(role, principals)) throw cannotUse(use, "not trusting");
}

/** Throws what CloudFormation says of a service role (`RoleARN`) that it cannot assume. */
export async function checkServiceRole(context: OperationContext, arn: string): Promise<void> {
  await findServiceRole(context, arn);
}

/** The service role of that ARN; throws where CloudFormation cannot assume it. */
export async function findServiceRole(context: OperationContext, arn: string): Promise<GetRoleOutput["Role"]> {
  const parsed = parseArn(arn);
  const isOwn = parsed?.service === "iam" && parsed.account === context.caller.accountId;
  const role = isOwn ? await findRole(context, arn.slice(arn.lastIndexOf("/") + 1)) : undefined;
  if (role?.Arn === arn && trustsAny(role, ["cloudformation.amazonaws.com"])) return role;
  throw new AwsFault("ValidationError", `Role ${arn} is invalid or cannot be assumed`, 400);
}

function trustsAny(role: GetRoleOutput["Role"], principals: readonly string[]): boolean {
  const document = decodeDocument(role.AssumeRolePolicyDocument ?? "");
  return principals.some((principal) => trustsService(document, principal));
}

/** The name in a role's ARN, or the name itself; undefined for what is no role, such as API Gateway's `arn:aws:iam::*:user/*`. */
function roleNameOf(context: OperationContext, role: string): string | undefined {
  const arn = parseArn(role);
  if (arn === undefined) return role;
  if (arn.service !== "iam" || !arn.resource.startsWith("role/")) return undefined;
  if (arn.account !== context.caller.accountId) {
    throw new AwsFault("AccessDenied", "Cross-account pass role is not allowed.", 403);
  }
  return arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
}

async function findRole(context: OperationContext, name: string): Promise<GetRoleOutput["Role"] | undefined> {
  const asked = { RoleName: name };
  try {
    return (await context.invoke<GetRoleOutput>("iam", "GetRole", asked, serviceCaller("cloudformation", context)))
      .Role;
  } catch (error) {
    // A name that no role can have is a ValidationError.
    if (error instanceof AwsFault && (error.code === "NoSuchEntity" || error.code === "ValidationError"))
      return undefined;
    throw error;
  }
}

function cannotUse({ role, assumedBy }: RoleUse, why: "missing" | "not trusting"): AwsFault {
  const { message, confidence } = assumedBy;
  // Services whose words are known say the same of a role that is not there.
  const text = why === "missing" && confidence === "C" ? `Role ${role} does not exist.` : message;
  return new AwsFault("InvalidRequest", text.replaceAll("${RoleArn}", role), 400);
}

/** `states.amazonaws.com` is `states.eu-west-1.amazonaws.com`, too. */
function regionalPrincipal(service: string, region: string): string {
  return service.replace(".", `.${region}.`);
}

/** IAM answers with the document percent-encoded. */
function decodeDocument(document: string): string {
  return document.startsWith("%") ? decodeURIComponent(document) : document;
}
