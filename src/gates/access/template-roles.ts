import { compilePolicy } from "../../policy";
import type { PolicySource, PolicySourceType } from "../../policy";
import type { DeployedStack } from "./deployed-stack";
import type { ManagedPolicies } from "./managed-policies";
import type { RoleAccess } from "./role-access";
import { holdsUnknown } from "./template-in-place";
import type { ResourceInPlace, TemplateInPlace } from "./template-in-place";

type Data = Readonly<Record<string, unknown>>;

/** A policy of a template, and what of it could not be found out. */
interface ReadPolicy {
  readonly source: PolicySource | undefined;
  readonly unknown: readonly string[];
}

/** The access that a template gives to the roles of a deployed IAM stack, by logical id. */
export async function readTemplateRoles(
  template: TemplateInPlace,
  iamStack: DeployedStack,
  managed: ManagedPolicies,
): Promise<ReadonlyMap<string, RoleAccess>> {
  const resources = template.resources();
  const ofType = (type: string): readonly ResourceInPlace[] => resources.filter((resource) => resource.type === type);
  const own = new Map<string, ReadPolicy>();
  for (const { logicalId, properties } of ofType("AWS::IAM::ManagedPolicy")) {
    const arn = iamStack.resources.get(logicalId)?.physicalId;
    if (arn !== undefined) own.set(arn, readPolicy(logicalId, "user-managed", properties["PolicyDocument"]));
  }
  const attached = [
    ...ofType("AWS::IAM::ManagedPolicy").flatMap(({ logicalId, properties }) =>
      listOf(properties["Roles"]).map((role) => ({
        role,
        policy: own.get(iamStack.resources.get(logicalId)?.physicalId ?? ""),
      })),
    ),
    ...ofType("AWS::IAM::Policy").flatMap(({ logicalId, properties }) =>
      listOf(properties["Roles"]).map((role) => ({
        role,
        policy: readPolicy(nameOf(properties, logicalId), "role", properties["PolicyDocument"]),
      })),
    ),
    ...ofType("AWS::IAM::RolePolicy").map(({ logicalId, properties }) => ({
      role: properties["RoleName"],
      policy: readPolicy(nameOf(properties, logicalId), "role", properties["PolicyDocument"]),
    })),
  ];
  const byArn = async (arn: unknown): Promise<ReadPolicy> => {
    if (typeof arn !== "string" || holdsUnknown(arn)) {
      return { source: undefined, unknown: ["which managed policy it has, only the service knows"] };
    }
    const known = own.get(arn);
    if (known !== undefined) return known;
    const source = await managed.read(arn);
    return { source, unknown: source === undefined ? [`IAM has no managed policy ${arn}`] : [] };
  };
  const roles = new Map<string, RoleAccess>();
  for (const { logicalId, properties } of ofType("AWS::IAM::Role")) {
    const physicalId = iamStack.resources.get(logicalId)?.physicalId;
    if (physicalId === undefined) continue;
    const policies = [
      ...listOf(properties["Policies"]).map((policy) =>
        readPolicy(nameOf(policy as Data, logicalId), "role", (policy as Data)["PolicyDocument"]),
      ),
      ...attached.flatMap(({ role, policy }) => (role === physicalId && policy !== undefined ? [policy] : [])),
      ...(await Promise.all(listOf(properties["ManagedPolicyArns"]).map(byArn))),
    ];
    const boundary = properties["PermissionsBoundary"];
    const bounds = boundary === undefined ? undefined : await byArn(boundary);
    roles.set(logicalId, {
      logicalId,
      identity: policies.flatMap(({ source }) => (source === undefined ? [] : [source])),
      ...(bounds !== undefined && { boundary: bounds.source === undefined ? [] : [bounds.source] }),
      trust: properties["AssumeRolePolicyDocument"],
      unknown: [...policies, ...(bounds === undefined ? [] : [bounds])].flatMap(({ unknown }) => unknown),
    });
  }
  return roles;
}

/** What could not be found out is taken out: a resource of a list, or the statement. */
function readPolicy(name: string, type: PolicySourceType, document: unknown): ReadPolicy {
  const unknown: string[] = [];
  const data = typeof document === "object" && document !== null ? (document as Data) : {};
  const statements = listOf(data["Statement"]).flatMap((statement, index) => {
    if (!holdsUnknown(statement)) return [statement];
    unknown.push(`statement ${index + 1} of policy ${name} names what is in neither stack, or only the service knows`);
    const { Resource: resource, ...rest } = statement as Data;
    const known = listOf(resource).filter((entry) => !holdsUnknown(entry));
    return holdsUnknown(rest) || known.length === 0 ? [] : [{ ...rest, Resource: known }];
  });
  if (statements.length === 0) return { source: undefined, unknown };
  const text = JSON.stringify({ ...data, Statement: statements });
  return { source: { id: name, type, document: compilePolicy(text) }, unknown };
}

function nameOf(properties: Data, otherwise: string): string {
  const name = properties["PolicyName"];
  return typeof name === "string" ? name : otherwise;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
