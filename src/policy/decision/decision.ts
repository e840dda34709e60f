import type { CompiledStatement } from "../compiled-statement";
import type { AccessRequest, PolicyLayer, PolicySource } from "./access-request";

/** AWS's words for the three outcomes. */
export type DecisionEffect = "allowed" | "explicitDeny" | "implicitDeny";

/** A statement that applies to a request, and the policy it is from. */
export interface MatchedStatement {
  readonly layer: PolicyLayer;
  readonly source: PolicySource;
  readonly statement: CompiledStatement;
}

/** What the policies of one layer say to a request. */
export interface LayerVerdict {
  readonly layer: PolicyLayer;
  readonly effect: DecisionEffect;
  readonly allows: readonly MatchedStatement[];
  readonly denies: readonly MatchedStatement[];
}

/** The answer to a request, with its reasons. */
export interface Decision {
  readonly effect: DecisionEffect;
  readonly request: AccessRequest;
  /** The statements that decided: the denying ones, or those that granted; none for an implicit deny. */
  readonly because: readonly MatchedStatement[];
  /** The layer that stopped the request, the first in the order in which AWS looks; undefined where it is allowed. */
  readonly stoppedBy: PolicyLayer | undefined;
  /** What each layer says that had to be asked; those that do not apply to the request are not there. */
  readonly layers: Readonly<Partial<Record<PolicyLayer, LayerVerdict>>>;
  /** Whether the principal and the resource are in different accounts. */
  readonly crossAccount: boolean;
  /** Condition keys that the policies (service and resource control policies apart) ask for and the request has not. */
  readonly missingContextKeys: readonly string[];
}
