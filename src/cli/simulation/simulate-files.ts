import { UserError } from "../../base";
import { readInput } from "../../files";
import { RequestContext, decide, explainDecision, globalContext, parsePolicy } from "../../policy";
import type { ApplicablePolicies, Decision, PolicySource } from "../../policy";
import { parseCaller } from "./parse-caller";
import type { Question } from "./question";
import type { SimulatedVerdict } from "./verdict";

/** Policies in files, and whose they are. */
export interface PolicyFiles {
  readonly identity: readonly string[];
  readonly boundary: string | undefined;
  readonly resource: string | undefined;
  readonly caller: string;
  /** Account that owns resources whose ARN names none. */
  readonly owner: string | undefined;
}

/** Somebody who has the policies, where nobody is named. */
export const ANYBODY = "arn:aws:iam::123456789012:user/anybody";

/** Decides by policies in files. @throws UserError for a file that holds no policy */
export function simulateFiles(files: PolicyFiles, { actions, resources, context }: Question): SimulatedVerdict[] {
  const principal = parseCaller(files.caller);
  const policies: ApplicablePolicies = {
    identity: files.identity.map(readPolicy),
    ...(files.boundary !== undefined && { boundary: [readPolicy(files.boundary)] }),
    ...(files.resource !== undefined && { resource: [readPolicy(files.resource)] }),
  };
  const known = globalContext(principal, { time: new Date(), secureTransport: true });
  return actions.flatMap((action) =>
    resources.map((resource): SimulatedVerdict => {
      const decision = decide(
        {
          principal,
          action,
          resource,
          context: { ...known, ...context },
          ...(files.owner !== undefined && { resourceAccount: files.owner }),
        },
        policies,
      );
      return {
        action,
        resource,
        decision: decision.effect,
        explanation: explainDecision(decision, policies),
        because: decision.because.map(({ source, statement }) => ({ policy: source.id, ...statement.range.start })),
        missingContextKeys: decision.effect === "implicitDeny" ? findMissing(decision, policies) : [],
      };
    }),
  );
}

/** Keys that nobody gave, of statements about the action; the engine's list has those about others as well. */
function findMissing({ request, missingContextKeys }: Decision, policies: ApplicablePolicies): readonly string[] {
  const sources = [policies.identity, policies.boundary, policies.resource].flatMap((layer) => layer ?? []);
  const action = request.action.toLowerCase();
  const asked = new Set(
    sources
      .flatMap(({ document }) => document.statements)
      .filter((statement) => statement.coversAction(action, NO_CONTEXT))
      .flatMap(({ contextKeys }) => contextKeys.map((key) => key.toLowerCase())),
  );
  return missingContextKeys.filter((key) => asked.has(key.toLowerCase()));
}

const NO_CONTEXT = new RequestContext();

function readPolicy(file: string): PolicySource {
  const { policy, diagnostics } = parsePolicy(readInput(file, "policy"));
  if (policy !== undefined) return { id: file, type: "none", document: policy };
  const [first] = diagnostics;
  const subject = first?.at?.path === undefined || first.at.path.length === 0 ? "the policy" : "the value";
  throw new UserError("malformed-policy", `${subject} ${first?.message ?? "cannot be read"}`, {
    at: { file, ...first?.at },
    ...(first?.hint !== undefined && { hint: first.hint }),
  });
}
