import { compilePolicy, decide, globalContext } from "../../src/policy";
import type {
  ApplicablePolicies,
  ContextValues,
  DecisionEffect,
  PolicySource,
  Principal,
  RoleSessionPrincipal,
  RootPrincipal,
  ServicePrincipal,
  UserPrincipal,
} from "../../src/policy";

export const HERE = "111122223333";
export const THERE = "444455556666";

export function root(account = HERE): RootPrincipal {
  return { kind: "root", account, partition: "aws" };
}

export function user(name: string, account = HERE): UserPrincipal {
  return {
    kind: "user",
    account,
    partition: "aws",
    arn: `arn:aws:iam::${account}:user/${name}`,
    userId: `AIDA${name.toUpperCase()}`,
  };
}

export function session(role: string, sessionName = "s1", account = HERE): RoleSessionPrincipal {
  return {
    kind: "role-session",
    account,
    partition: "aws",
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    roleId: `AROA${role.toUpperCase()}`,
    sessionName,
  };
}

export function service(name: string): ServicePrincipal {
  return { kind: "service", service: name };
}

/** A policy of one or more statements, of the newer version. */
export function policy(...statements: object[]): PolicySource {
  return policyOf({ Version: "2012-10-17", Statement: statements });
}

/** A policy as it is given. */
export function policyOf(document: unknown): PolicySource {
  return { id: "policy", type: "none", document: compilePolicy(JSON.stringify(document)) };
}

export const ALLOW_ALL = policy({ Effect: "Allow", Action: "*", Resource: "*" });

/** What is decided for a principal; the global keys are there. */
export function decideFor(
  principal: Principal,
  action: string,
  resource: string,
  policies: ApplicablePolicies,
  context: ContextValues = {},
  resourceAccount?: string,
): DecisionEffect {
  return decide(
    {
      principal,
      action,
      resource,
      context: { ...globalContext(principal), ...context },
      ...(resourceAccount === undefined ? {} : { resourceAccount }),
    },
    policies,
  ).effect;
}

/** What one statement of an identity policy does for a request, without any key but those given. */
export function decideByStatement(
  statement: object,
  request: { action?: string; resource?: string; context?: ContextValues },
): DecisionEffect {
  const { action = "s3:GetObject", resource = "arn:aws:s3:::bucket/key", context = {} } = request;
  return decide(
    { principal: user("alice"), action, resource, context },
    { identity: [policy({ Effect: "Allow", Action: "*", Resource: "*", ...statement })] },
  ).effect;
}

/** Whether an Allow under a condition applies; with a Deny, whether that does. */
export function conditionHolds(condition: object, context: ContextValues): boolean {
  const allowed = decideByStatement({ Condition: condition }, { context }) === "allowed";
  const denied = decideByStatement({ Effect: "Deny", Condition: condition }, { context }) === "explicitDeny";
  if (allowed !== denied) throw new Error("a condition holds in an Allow and in a Deny alike");
  return allowed;
}
