import { UserError } from "../base";
import type { Emulator, PrincipalAccess } from "../emulator";
import type { Clients } from "../gates";
import { checkAction, compilePolicy, decide, explainDecision, globalContext } from "../policy";
import type { ApplicablePolicies } from "../policy";
import type { AccessQuestion, DeployedResource, DeployedStack } from "./deployment";
import { resourceArn } from "./resource-arn";
import { resourcePolicies, resourcesInPlace } from "./resources-in-place";

/** A role or user of a deployment, with what its policies permitted when the deployment was done. */
export interface DeployedPrincipal extends PrincipalAccess {
  readonly resource: DeployedResource;
  readonly arn: string;
}

/** Reads the roles and users of a stack. */
export async function readPrincipals(
  emulator: Emulator,
  clients: Clients,
  resources: readonly DeployedResource[],
): Promise<readonly DeployedPrincipal[]> {
  const principals: DeployedPrincipal[] = [];
  for (const resource of resources) {
    const arn = await principalArn(clients, resource);
    const access = arn === undefined ? undefined : await emulator.accessOf(arn);
    if (arn !== undefined && access !== undefined) principals.push({ ...access, resource, arn });
  }
  return principals;
}

async function principalArn({ iam }: Clients, { type, physicalId }: DeployedResource): Promise<string | undefined> {
  if (type === "AWS::IAM::Role") return (await iam.getRole({ RoleName: physicalId })).Role?.Arn;
  if (type === "AWS::IAM::User") return (await iam.getUser({ UserName: physicalId })).User?.Arn;
  return undefined;
}

/** Answers what roles and users may do: by their policies and boundary, and the policies of resources. */
export function createAccessQuestion(
  stacks: readonly DeployedStack[],
  principals: readonly DeployedPrincipal[],
): AccessQuestion {
  const resources = resourcesInPlace(stacks);
  const policiesByArn = resourcePolicies(resources);
  return (name, action, resource, context) => {
    const { principal, policies } = findPrincipal(principals, name);
    const target = resourceArn(resource, resources);
    // An object has the policy of its bucket.
    const owner = /^arn:[^:]+:s3:::[^/]+/.exec(target)?.[0] ?? target;
    const document = policiesByArn.get(owner);
    const applicable: ApplicablePolicies = {
      ...policies,
      ...(document !== undefined && {
        resource: [{ id: `policy of ${owner}`, type: "resource", document: compilePolicy(document) }],
      }),
    };
    const known = globalContext(principal, { time: new Date(), secureTransport: true });
    const request = { principal, action: checkAction(action), resource: target, context: { ...known, ...context } };
    const decision = decide(request, applicable);
    return { effect: decision.effect, explanation: explainDecision(decision, applicable) };
  };
}

/** By ARN, name, logical id, or path of the construct. */
function findPrincipal(principals: readonly DeployedPrincipal[], name: string): DeployedPrincipal {
  const found = principals.filter(
    ({ arn, resource: { physicalId, logicalId, constructPath } }) =>
      [arn, physicalId, logicalId, constructPath].includes(name) || constructPath === `${name}/Resource`,
  );
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  const shown = (one === undefined ? principals : found).map(({ arn, resource }) => `${resource.logicalId} (${arn})`);
  throw one === undefined
    ? new UserError("unknown-principal", `the deployment has no role or user '${name}'`, {
        hint: `it has: ${shown.join(", ") || "none"}`,
      })
    : new UserError("ambiguous-principal", `the deployment has ${found.length} roles and users '${name}'`, {
        hint: `give the ARN of one: ${shown.join(", ")}`,
      });
}
