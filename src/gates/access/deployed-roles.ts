import type { Principal } from "../../policy";
import { compilePolicy } from "../../policy";
import type { PolicySource } from "../../policy";
import { parseArn } from "../../aws";
import type { IamCaller } from "../callers";
import type { ManagedPolicies } from "./managed-policies";
import type { RoleAccess } from "./role-access";

/** A role as IAM has it. */
export interface DeployedRole extends RoleAccess {
  readonly name: string;
  readonly arn: string;
  readonly principal: Principal;
}

/** Reads a role with all its policies. Rejects with IAM's error where there is none of that name. */
export async function readDeployedRole(
  logicalId: string,
  name: string,
  iam: IamCaller,
  managed: ManagedPolicies,
): Promise<DeployedRole> {
  const { Role: role } = await iam.getRole({ RoleName: name });
  const arn = role?.Arn ?? "";
  const { partition = "aws", account = "" } = parseArn(arn) ?? {};
  const boundary = role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    logicalId,
    name,
    arn,
    principal: { kind: "role", partition, account, arn, roleId: role?.RoleId ?? "" },
    identity: [...(await readInline(name, iam)), ...(await readAttached(name, iam, managed))],
    ...(boundary !== undefined && { boundary: present([await managed.read(boundary)]) }),
    trust: JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "null")) as unknown,
    unknown: [],
  };
}

async function readInline(name: string, iam: IamCaller): Promise<PolicySource[]> {
  const sources: PolicySource[] = [];
  let marker: string | undefined;
  do {
    const page = await iam.listRolePolicies({ RoleName: name, Marker: marker });
    for (const policy of page.PolicyNames ?? []) {
      const { PolicyDocument: text } = await iam.getRolePolicy({ RoleName: name, PolicyName: policy });
      sources.push({ id: policy, type: "role", document: compilePolicy(decodeURIComponent(text ?? "")) });
    }
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  return sources;
}

async function readAttached(name: string, iam: IamCaller, managed: ManagedPolicies): Promise<PolicySource[]> {
  const sources: (PolicySource | undefined)[] = [];
  let marker: string | undefined;
  do {
    const page = await iam.listAttachedRolePolicies({ RoleName: name, Marker: marker });
    for (const { PolicyArn: arn } of page.AttachedPolicies ?? []) sources.push(await managed.read(arn ?? ""));
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  return present(sources);
}

function present(sources: readonly (PolicySource | undefined)[]): PolicySource[] {
  return sources.filter((source) => source !== undefined);
}
