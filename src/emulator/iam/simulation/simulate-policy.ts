import type {
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import { parseArn } from "../../../aws";
import type { Principal } from "../../../policy";
import { defineOperation } from "../../operation";
import type { OperationContext } from "../../operation";
import { paginate } from "../paginate";
import { readPrincipalPolicies } from "../principal-policies";
import type { PrincipalPolicies, PrincipalPolicy } from "../principal-policies";
import { GROUP, ROLE, USER, nameKey, principalTable } from "../principals";
import { invalidArn, invalidInput, unclearEntity, unknownEntity } from "./faults";
import { readBoundary, readInputPolicies, readOrganizationPolicies, readResourcePolicy } from "./input-policies";
import { excludePolicies } from "./policy-exclusions";
import { simulateAction } from "./simulate-action";
import { callerKeys, readContextEntries } from "./simulated-context";
import { checkActions, readResources } from "./simulated-resource";
import type { SimulatedPolicy, Simulation } from "./simulation";

type CommonRequest = Omit<SimulateCustomPolicyRequest, "PolicyInputList">;

/** What the two operations add to what both of them read of their input. */
interface Subject {
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | undefined;
  /** Who calls where the request does not say it. */
  readonly caller: string | undefined;
}

/** SimulateCustomPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy = defineOperation<SimulateCustomPolicyRequest, SimulatePolicyResponse>({
  name: "SimulateCustomPolicy",
  run: (input, context) =>
    answer(input, context, {
      identity: readInputPolicies(input.PolicyInputList),
      boundary: undefined,
      caller: undefined,
    }),
});

/** SimulatePrincipalPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy = defineOperation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse>({
  name: "SimulatePrincipalPolicy",
  run(input, context) {
    const policies = findPolicySource(input.PolicySourceArn as string, context);
    const { identity, boundary } = excludePolicies(policies, input.PolicyExclusionList ?? []);
    return answer(input, context, {
      identity: [...identity.map(named), ...readInputPolicies(input.PolicyInputList)],
      boundary: boundary === undefined ? undefined : named(boundary),
      caller: policies.row.arn,
    });
  },
});

/** The policies of a user, group or role of this account. Recorded: the path in the ARN does not matter. */
export function findPolicySource(arn: string, context: OperationContext): PrincipalPolicies {
  const { service, account, resource = "" } = parseArn(arn) ?? {};
  const kind = [USER, GROUP, ROLE].find(({ word }) => resource.startsWith(`${word}/`));
  if (service !== "iam" || account === undefined || kind === undefined) throw invalidArn(arn);
  const own = context.caller.accountId;
  if (account !== own) {
    throw invalidInput(
      `Invalid Policy Source Arn: caller's account ${own} does not have access to policies in account ${account}.`,
    );
  }
  const row = principalTable(kind, context).get(nameKey(resource.slice(resource.lastIndexOf("/") + 1)));
  const policies = row === undefined ? undefined : readPrincipalPolicies(context.store, row.arn);
  if (policies === undefined) throw unknownEntity();
  return policies;
}

function answer(input: CommonRequest, context: OperationContext, subject: Subject): SimulatePolicyResponse {
  const simulation = prepare(input, context, subject);
  const actions = input.ActionNames ?? [];
  checkActions(actions, simulation.resources);
  const { items, ...page } = paginate(
    actions.map((action, index) => ({ action, index })),
    // Results come in the order of the actions, and a marker counts them.
    ({ index }) => String(index).padStart(12, "0"),
    input,
    () => invalidInput("Invalid marker for pagination."),
  );
  return { EvaluationResults: items.map(({ action }) => simulateAction(simulation, action)), ...page };
}

function prepare(input: CommonRequest, context: OperationContext, subject: Subject): Simulation {
  const resources = readResources(input.ResourceArns);
  const callerArn = input.CallerArn ?? subject.caller;
  if (input.ResourcePolicy !== undefined) {
    if (callerArn === undefined) throw invalidInput("Invalid caller - Caller cannot be null or empty.");
    if (resources[0] === "*") throw unclearEntity("*");
  }
  const caller = callerArn === undefined ? nobody(context) : readCaller(callerArn, context);
  return {
    caller,
    resources,
    context: {
      ...(callerArn === undefined ? {} : callerKeys(caller)),
      ...readContextEntries(input.ContextEntries ?? []),
    },
    identity: subject.identity,
    boundary: readBoundary(input.PermissionsBoundaryPolicyInputList) ?? subject.boundary,
    resourcePolicy: readResourcePolicy(input.ResourcePolicy),
    resourceOwner: readOwner(input.ResourceOwner),
    scps: readOrganizationPolicies(input.OrderedOrganizationPolicyInputList),
  };
}

function named(policy: PrincipalPolicy): SimulatedPolicy {
  return { ...policy, shownAs: policy.arn === undefined ? policy.id : policy.name };
}

/** The caller of a simulation need not exist. */
function readCaller(arn: string, { store }: OperationContext): Principal {
  const { partition, service, account, resource = "" } = parseArn(arn) ?? {};
  const type = /^(user|group|role)\/./.exec(resource)?.[1];
  if (service !== "iam" || partition === undefined || account === undefined || type === undefined) {
    throw invalidInput("Invalid caller - Caller must be an IAM user, role or group in this context.");
  }
  const id = readPrincipalPolicies(store, arn)?.row.id ?? "";
  return type === "role"
    ? { kind: "role", arn, roleId: id, account, partition }
    : { kind: "user", arn, userId: id, account, partition };
}

/** Whom policies are simulated for where nobody is named: somebody of this account. */
function nobody({ caller: { accountId }, partition }: OperationContext): Principal {
  return { kind: "user", arn: "", userId: "", account: accountId, partition };
}

/** The account of an owner, which is told by any ARN in it. */
function readOwner(arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined;
  const account = parseArn(arn)?.account;
  if (account === undefined || !/^[0-9]{12}$/.test(account)) {
    throw invalidInput(`'${arn}' is not a valid as a Resource Owner.`);
  }
  return account;
}
