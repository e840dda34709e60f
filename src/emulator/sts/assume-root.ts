import type { ListOrganizationsFeaturesResponse } from "@aws-sdk/client-iam";
import type { AssumeRootRequest, AssumeRootResponse } from "@aws-sdk/client-sts";
import { parseArn } from "../../aws";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { lookUp } from "./as-itself";
import { invalidArn, notAuthorized } from "./faults";
import { readSessionPolicies } from "./session-policies";
import { describeToken, findCallingSession, openSession } from "./sessions";

const LONGEST = 900;

/** Policies that say what a session may be for; the API reference lists them. */
const TASK_POLICY = /^arn:[a-z-]+:iam::aws:policy\/root-task\/[A-Za-z0-9]+$/;

/**
 * AssumeRoot: a session of another account's root that a task policy limits. There is no AWS Organizations here: every
 * other account is a member of the caller's organization.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export const assumeRoot = defineOperation<AssumeRootRequest, AssumeRootResponse>({
  name: "AssumeRoot",
  async run(input, context) {
    const { TargetPrincipal: target = "", TaskPolicyArn, DurationSeconds = LONGEST } = input;
    const { accountId: callerAccount, arn: callerArn } = context.caller;
    const account = readMember(target);
    const partition = parseArn(callerArn)?.partition ?? context.partition;
    const rootArn = `arn:${partition}:iam::${account}:root`;
    // "You cannot use root user credentials to make this call." (API_AssumeRoot); the fault's form is unverified.
    if (callerArn.endsWith(":root") || account === callerAccount || !(await hasRootSessions(context))) {
      throw notAuthorized(callerArn, "sts:AssumeRoot", rootArn);
    }
    const task = TaskPolicyArn?.arn ?? "";
    if (!TASK_POLICY.test(task)) throw invalidArn(task);
    const sourceIdentity = findCallingSession(context)?.sourceIdentity;
    const credentials = openSession(
      context,
      {
        origin: "AssumeRoot",
        accountId: account,
        // The form is unverified.
        arn: `arn:${partition}:sts::${account}:assumed-root`,
        userId: account,
        issuer: { arn: rootArn, userId: account },
        policies: await readSessionPolicies({ PolicyArns: [{ arn: task }] }, account, context),
        sourceIdentity,
      },
      DurationSeconds,
      input.MinimumSessionTokenSize,
    );
    return {
      Credentials: credentials,
      ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
      ...describeToken(credentials),
    };
  },
});

/** The account of `123456789012` or `arn:aws:iam::123456789012:root`. */
function readMember(target: string): string {
  const arn = parseArn(target);
  const account = arn?.service === "iam" && arn.resource === "root" ? arn.account : target;
  if (/^[0-9]{12}$/.test(account)) return account;
  throw invalidArn(target);
}

async function hasRootSessions(context: OperationContext): Promise<boolean> {
  const { accountId } = context.caller;
  const organization = await lookUp<ListOrganizationsFeaturesResponse>(
    context,
    accountId,
    "ListOrganizationsFeatures",
    {},
  );
  return organization?.EnabledFeatures?.includes("RootSessions") === true;
}
