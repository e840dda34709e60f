import type { PolicySource } from "../../policy";
import type { Template } from "../../template";
import type { CloudFormationCaller, IamCaller } from "../callers";
import { mapConcurrently } from "../concurrently";
import { readDeployedRole } from "./deployed-roles";
import type { DeployedRole } from "./deployed-roles";
import { readDeployedStack } from "./deployed-stack";
import type { DeployedStack } from "./deployed-stack";
import { ManagedPolicies } from "./managed-policies";
import { listConsumers, meansRole } from "./role-consumers";
import { TemplateInPlace } from "./template-in-place";

const OPEN_REQUESTS = 8;

/** An application as it stands in an account, in one stack or in two: what its roles may do and who runs as them. */
export interface DeployedAccess {
  /** The stack of the application. */
  readonly app: DeployedStack;
  /** All stacks, the application's first. */
  readonly stacks: readonly DeployedStack[];
  /** By logical id. */
  readonly roles: ReadonlyMap<string, DeployedRole>;
  /** Managed policies that no role of the stacks has, by logical id: they are for others to attach. */
  readonly policies: ReadonlyMap<string, PolicySource>;
  /** Logical ids of roles by who runs as them, `ApiFunction (Role)`. */
  readonly consumers: ReadonlyMap<string, string>;
}

/**
 * Reads an application's stacks and the roles in them; undefined where one of the stacks is not there.
 *
 * @param template of the application's stack
 * @param iamStackName stack of the roles. @default - they are in the application's stack
 */
export async function readDeployedAccess(
  clients: { readonly cloudFormation: CloudFormationCaller; readonly iam: IamCaller },
  appStackName: string,
  template: Template,
  iamStackName?: string,
): Promise<DeployedAccess | undefined> {
  const names = [appStackName, ...(iamStackName === undefined ? [] : [iamStackName])];
  const found = await mapConcurrently(names, OPEN_REQUESTS, (name) => readDeployedStack(clients.cloudFormation, name));
  const stacks = found.filter((stack) => stack !== undefined);
  const [app] = stacks;
  if (app === undefined || stacks.length < names.length) return undefined;
  const managed = new ManagedPolicies(clients.iam);
  const resources = stacks.flatMap((stack) => [...stack.resources]).filter(([, { type }]) => type === "AWS::IAM::Role");
  const roles = await mapConcurrently(resources, OPEN_REQUESTS, ([logicalId, { physicalId }]) =>
    readDeployedRole(logicalId, physicalId, clients.iam, managed),
  );
  const held = new Set(roles.flatMap(({ identity }) => identity));
  const policies = new Map<string, PolicySource>();
  for (const [logicalId, { type, physicalId }] of stacks.flatMap((stack) => [...stack.resources])) {
    const policy = type === "AWS::IAM::ManagedPolicy" ? await managed.read(physicalId) : undefined;
    if (policy !== undefined && !held.has(policy)) policies.set(logicalId, policy);
  }
  const consumers = listConsumers(new TemplateInPlace(template, app, stacks.slice(1))).flatMap(
    ({ logicalId, property, role: value }) => {
      const role = roles.find((one) => meansRole(value, one));
      return role === undefined ? [] : [[`${logicalId} (${property})`, role.logicalId] as const];
    },
  );
  const byId = new Map(roles.map((role) => [role.logicalId, role]));
  return { app, stacks, roles: byId, policies, consumers: new Map(consumers) };
}
