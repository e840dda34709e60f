import type { AssumeRoleRequest, AssumeRoleResponse, Tag } from "@aws-sdk/client-sts";
import { parseArn } from "../../aws";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { Caller, OperationContext } from "../operation";
import { isSession, openSession } from "./sessions";
import { isTrusted } from "./trust";

/** What AssumeRole needs to know of a role. */
interface Role {
  readonly Arn: string;
  readonly RoleId: string;
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: string;
  readonly MaxSessionDuration?: number;
}

const ONE_HOUR = 3600;

/** AssumeRole. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = defineOperation<AssumeRoleRequest, AssumeRoleResponse>({
  name: "AssumeRole",
  async run(input, context) {
    const { RoleArn: roleArn = "", RoleSessionName: sessionName = "", DurationSeconds: seconds = ONE_HOUR } = input;
    const account = readAccount(roleArn);
    refuseDuplicateTags(input.Tags ?? []);
    const role = await findRole(context, account, roleArn);
    for (const action of actionsOf(input)) {
      const trusted =
        role !== undefined &&
        isTrusted(documentOf(role), { caller: context.caller, action, keys: keysOf(input, context.caller) });
      if (!trusted) throw accessDenied(context.caller, action, roleArn);
    }
    // The loop above has thrown for a role that is not there.
    const { Arn, RoleId, RoleName, MaxSessionDuration = ONE_HOUR } = role as Role;
    if (isSession(context, context.caller.accessKeyId) && seconds > ONE_HOUR) {
      throw invalid(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
      );
    }
    if (seconds > MaxSessionDuration) {
      throw invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    const identity = {
      origin: "AssumeRole" as const,
      issuer: { arn: Arn, userId: RoleId },
      accountId: account,
      arn: `arn:${context.partition}:sts::${account}:assumed-role/${RoleName}/${sessionName}`,
      userId: `${RoleId}:${sessionName}`,
    };
    return {
      Credentials: openSession(context, identity, seconds),
      AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
      ...(input.SourceIdentity !== undefined && { SourceIdentity: input.SourceIdentity }),
    };
  },
});

/** Sentence: facts/aws-errors.tsv (recorded from AWS). */
function readAccount(roleArn: string): string {
  const arn = parseArn(roleArn);
  if (arn?.service === "iam" && /^[0-9]{12}$/.test(arn.account) && arn.resource.startsWith("role/")) return arn.account;
  throw invalid(`${roleArn} is invalid`);
}

/** Sentence: facts/aws-errors.tsv (recorded from AWS). */
function refuseDuplicateTags(tags: readonly Tag[]): void {
  const keys = tags.map(({ Key = "" }) => Key.toLowerCase());
  if (new Set(keys).size === keys.length) return;
  const message = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
  throw new AwsFault("InvalidParameterValue", message, 400);
}

/** The role, asked for in its own account; STS does not tell one that is not there from one that it may not assume. */
async function findRole(context: OperationContext, account: string, roleArn: string): Promise<Role | undefined> {
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const owner = { ...context.caller, accountId: account };
  try {
    const { Role: role } = await context.invoke<{ readonly Role: Role }>("iam", "GetRole", { RoleName: name }, owner);
    return role.Arn === roleArn ? role : undefined;
  } catch (error) {
    // A name that nobody can have is a ValidationError.
    if (error instanceof AwsFault && /^(NoSuchEntity|ValidationError)$/.test(error.code)) return undefined;
    throw error;
  }
}

/** IAM gives documents out percent-encoded, as RFC 3986 has it. */
function documentOf(role: Role): string {
  return decodeURIComponent(role.AssumeRolePolicyDocument);
}

/** What the trust policy must allow. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
function actionsOf({ Tags, SourceIdentity }: AssumeRoleRequest): string[] {
  return [
    "sts:AssumeRole",
    ...(Tags !== undefined && Tags.length > 0 ? ["sts:TagSession"] : []),
    ...(SourceIdentity !== undefined ? ["sts:SetSourceIdentity"] : []),
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function keysOf(input: AssumeRoleRequest, caller: Caller): Record<string, string | undefined> {
  return {
    "sts:externalid": input.ExternalId,
    "sts:rolesessionname": input.RoleSessionName,
    "sts:sourceidentity": input.SourceIdentity,
    "aws:principalaccount": caller.accountId,
    // The principal of a session is its role, whose path is not known here.
    ...(!caller.arn.includes(":assumed-role/") && { "aws:principalarn": caller.arn }),
  };
}

/** As public logs quote it. */
function accessDenied(caller: Caller, action: string, roleArn: string): AwsFault {
  const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`;
  return new AwsFault("AccessDenied", message, 403);
}

/** Sentences on durations: kreuzwerker/awsu issue 27, coinbase/assume-role issue 24. */
function invalid(message: string): AwsFault {
  return new AwsFault("ValidationError", message, 400);
}
