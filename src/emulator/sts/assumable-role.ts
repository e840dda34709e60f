import type { Role } from "@aws-sdk/client-iam";
import { parseArn } from "../../aws";
import type { OperationContext } from "../operation";
import { lookUp } from "./as-itself";
import { invalidArn } from "./faults";

/** A role, as far as it matters to those who assume it. */
export interface AssumableRole {
  readonly accountId: string;
  readonly partition: string;
  readonly name: string;
  readonly arn: string;
  /** `AROA…` */
  readonly id: string;
  /** As IAM shows it: unique ids in the place of principals that are gone. */
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** The account of a role's ARN; ValidationError for what is none. */
export function readRoleAccount(roleArn: string): string {
  const arn = parseArn(roleArn);
  if (arn?.service === "iam" && /^[0-9]{12}$/.test(arn.account) && arn.resource.startsWith("role/")) return arn.account;
  throw invalidArn(roleArn);
}

/** The role of that ARN, path and all; undefined where there is none, which STS does not tell from one that it refuses. */
export async function findRole(context: OperationContext, roleArn: string): Promise<AssumableRole | undefined> {
  const accountId = readRoleAccount(roleArn);
  const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const found = await lookUp<{ readonly Role: Role }>(context, accountId, "GetRole", { RoleName });
  if (found?.Role.Arn !== roleArn) return undefined;
  const { Role: role } = found;
  return {
    accountId,
    partition: parseArn(roleArn)?.partition ?? context.partition,
    name: role.RoleName ?? RoleName,
    arn: roleArn,
    id: role.RoleId ?? "",
    // IAM gives documents out percent-encoded, as RFC 3986 has it.
    trustPolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ""),
    maxSessionDuration: role.MaxSessionDuration ?? 3600,
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}
