import type { Clock } from "../../base";
import { RequestContext, compilePolicy, decide, globalContext } from "../../policy";
import type { ApplicablePolicies, ContextValues, Principal } from "../../policy";
import type { AccessNeed } from "../access-need";
import { isAnonymous } from "../authenticate";
import type { Authorize, AuthorizationRequest } from "../authorize";
import { readCallerStanding } from "../caller-standing";
import type { CallerStanding } from "../caller-standing";
import { sessionTable } from "../credential-rows";
import type { ReportDenial } from "../denial";
import type { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { denialOf } from "./describe-denial";
import { limitOfSession } from "./session-limits";

/** What enforcement needs of the emulator. */
export interface EnforcementSettings {
  readonly mode: "soft" | "strict";
  readonly clock: Clock;
  readonly report: ReportDenial;
}

/**
 * Decides every call by the policies of who calls, its boundary, its session's and those of the resource. Soft tells what
 * it would deny, strict denies it.
 */
export function createEnforcement({ mode, clock, report }: EnforcementSettings): Authorize {
  return async (request) => {
    const { service, operation, context } = request;
    // What a service asks another for itself is no business of anybody's policies.
    if (context.caller.service !== undefined) return;
    const fault = limitOfSession(sessionTable(context.store).get(context.caller.accessKeyId), service, operation);
    const denied = fault ?? (await findDenial(request, clock));
    if (denied === undefined) return;
    report({ mode, service, operation, caller: context.caller.arn, code: denied.code, message: denied.message });
    if (mode === "strict") throw denied;
  };
}

async function findDenial(request: AuthorizationRequest, clock: Clock): Promise<AwsFault | undefined> {
  const { service, context } = request;
  const needs = request.needs();
  if (needs.length === 0) return undefined;
  const { caller } = context;
  const standing = isAnonymous(caller) ? ANONYMOUS : await readCallerStanding(caller, { store: context.store, clock });
  const now = clock.now();
  const keys = (): ContextValues => requestKeys(standing.principal, context, now);
  for (const need of needs) {
    const decision = decide(
      {
        principal: standing.principal,
        action: need.action,
        resource: need.resource,
        resourceAccount: need.resourceAccount,
        context: new RequestContext(
          keys,
          () => ({ "aws:ResourceAccount": ownerOf(need, context) }),
          standing.sessionKeys,
          need.keys ?? NO_KEYS,
        ),
      },
      { ...standing.policies, ...resourcePolicy(need) },
    );
    if (decision.effect !== "allowed") return denialOf(service, need, decision, context);
  }
  return undefined;
}

const NO_KEYS: ContextValues = {};

const ANONYMOUS: CallerStanding = { principal: { kind: "anonymous" }, policies: {}, sessionKeys: {} };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function requestKeys(principal: Principal, { origin, region }: OperationContext, time: Date): ContextValues {
  return globalContext(principal, {
    time,
    region,
    // The emulator stands for endpoints that speak TLS; over its plain HTTP nothing else would ever be allowed.
    secureTransport: true,
    calledVia: origin.calledVia,
    ...(origin.sourceIp !== undefined && { sourceIp: origin.sourceIp }),
    ...(origin.userAgent !== undefined && { userAgent: origin.userAgent }),
  });
}

/** An account in the ARN, else the caller's own. */
function ownerOf({ resource, resourceAccount }: AccessNeed, { caller }: OperationContext): string | undefined {
  const written = resource.split(":", 6)[4];
  return resourceAccount ?? (written === undefined || written === "" ? caller.accountId : written);
}

function resourcePolicy({ resourcePolicy: policy }: AccessNeed): Pick<ApplicablePolicies, "resource"> {
  if (policy === undefined) return {};
  return { resource: [{ id: policy.id, type: "resource", document: compilePolicy(policy.document) }] };
}
