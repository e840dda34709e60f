import type { Stack, StackEvent } from "@aws-sdk/client-cloudformation";
import type { ErrorCategory } from "./categories";
import type { Problem } from "./gate";
import {
  exportNotFound,
  exportStillImported,
  handlerMessage,
  invalidTemplateProperty,
  parameterMismatch,
  parameterNotProvided,
  parameterNotStored,
  resourcesInUse,
  roleNameInUse,
  stackInFailedState,
  templateUrlMissing,
} from "./sentences";

interface Explanation {
  /** Categories in which the text means this. */
  readonly in: readonly ErrorCategory[];
  readonly when: RegExp;
  explain(match: RegExpExecArray, category: ErrorCategory): readonly Problem[];
}

const IAM: ErrorCategory = "IAM Stack Deployment Errors";
const APP: ErrorCategory = "Application Stack Deployment Errors";

/** What CloudFormation says, read as the specification's sentences. The first that fits counts. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    in: [IAM, APP, "Stack Deletion Errors"],
    when: /export (\S+) (?:cannot be deleted )?as it is in use by (.+?)\.?$/i,
    explain: ([, name, importer]) => [exportStillImported(name ?? "", importer ?? "")],
  },
  {
    in: [IAM, APP],
    when: /^Parameters: \[([^\]]+)\] must have values/,
    explain: ([, names]) => (names ?? "").split(/, ?/).map(parameterNotProvided),
  },
  {
    in: [IAM, APP],
    when: /^Parameter '?([^' ]+)'? must match pattern (.+)$/,
    explain: ([, name, pattern], category) => [parameterMismatch(name ?? "", pattern ?? "", category)],
  },
  {
    in: [IAM, APP],
    when: /^Unable to fetch parameters \[.+\] from parameter store.*$/,
    explain: ([message], category) => [parameterNotStored(message, category)],
  },
  {
    in: [IAM, APP],
    when: /^No export named (.+?) found/,
    explain: ([, name], category) => [exportNotFound(name ?? "", category)],
  },
  {
    in: [IAM],
    when: /(?:extraneous key|required key|unsupported property) \[?([\w.]+)\]?/,
    explain: ([, property]) => [invalidTemplateProperty(property ?? "")],
  },
  {
    in: [APP],
    when: /Resource handler returned message: "(.*?)" \(RequestToken/s,
    explain: ([, message]) => [handlerMessage(message ?? "")],
  },
];

/** An answer of CloudFormation that refuses a deployment, as problems. */
export function explainRefusal(message: string, category: ErrorCategory, templateUrl?: string): readonly Problem[] {
  if (templateUrl !== undefined && /^S3 error|TemplateURL must reference/.test(message)) {
    return [templateUrlMissing(templateUrl)];
  }
  return (
    explain(message, category) ?? [
      { category, message, remedy: "Correct what CloudFormation names here and deploy again." },
    ]
  );
}

/** An event that tells of a failure, as problems; none for an event that tells of none, or of a mere consequence. */
export function explainEvent(event: StackEvent, stack: Stack, category: ErrorCategory): readonly Problem[] {
  const status = event.ResourceStatus ?? "";
  const reason = event.ResourceStatusReason ?? "";
  // Siblings of the resource that failed are cancelled; the stack's own event only sums up.
  if (!status.endsWith("_FAILED") || /^Resource \w+ cancelled/.test(reason)) return [];
  if (event.PhysicalResourceId === stack.StackId) return [];
  const where = `${event.LogicalResourceId} (${event.ResourceType}) in stack ${event.StackName}`;
  const nameClash = /already exists|EntityAlreadyExists/.test(reason) && event.ResourceType === "AWS::IAM::Role";
  const problems = nameClash
    ? [roleNameInUse(/[Rr]ole with name (\S+) already/.exec(reason)?.[1] ?? event.LogicalResourceId ?? "")]
    : (explain(reason, category) ?? [
        status === "DELETE_FAILED"
          ? resourcesInUse()
          : {
              category,
              message: `${event.LogicalResourceId} is ${status}: ${reason === "" ? "no reason given" : reason}`,
              remedy: "Correct the resource in the template and deploy again.",
            },
      ]);
  return problems.map((problem) => ({ ...problem, where }));
}

/** A stack that is in no good state, as problems: its state, and each failure that led there. */
export function explainStack(stack: Stack, events: readonly StackEvent[], category: ErrorCategory): readonly Problem[] {
  const status = stack.StackStatus ?? "unknown";
  const where = `stack ${stack.StackName}`;
  // Events come newest first; what failed first explains the rest.
  const failures = [...events].reverse().flatMap((event) => explainEvent(event, stack, category));
  const own = explain(stack.StackStatusReason ?? "", category) ?? [];
  const rollback = failures.length + own.length > 0 ? [] : explainRollback(stack, events, category);
  const deletion = status === "DELETE_FAILED" && failures.length === 0 && own.length === 0 ? [resourcesInUse()] : [];
  return [{ ...stackInFailedState(status, category), where }, ...failures, ...own, ...rollback, ...deletion];
}

/** Why a stack rolled back although none of its resources failed: what it was to import was not there, for instance. */
function explainRollback(stack: Stack, events: readonly StackEvent[], category: ErrorCategory): readonly Problem[] {
  const turn = events.find(
    ({ PhysicalResourceId, ResourceStatus }) =>
      PhysicalResourceId === stack.StackId && (ResourceStatus ?? "").endsWith("ROLLBACK_IN_PROGRESS"),
  );
  const reason = turn?.ResourceStatusReason ?? "";
  return reason === "" ? [] : explainRefusal(reason, category);
}

function explain(text: string, category: ErrorCategory): readonly Problem[] | undefined {
  for (const explanation of EXPLANATIONS) {
    const match = explanation.in.includes(category) ? explanation.when.exec(text) : null;
    if (match !== null) return explanation.explain(match, category);
  }
  return undefined;
}
