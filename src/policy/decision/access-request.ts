import type { CompiledPolicy } from "../compiled-policy";
import type { ContextValues, RequestContext } from "../conditions/request-context";
import type { Principal } from "./principal";

/** Who wants to do what to which resource, under which circumstances. */
export interface AccessRequest {
  readonly principal: Principal;
  /** `s3:GetObject`; no wildcards. */
  readonly action: string;
  /** ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  /**
   * Account that owns the resource.
   *
   * @default the account in the ARN; without one there (S3 buckets), the account of the principal
   */
  readonly resourceAccount?: string;
  /** Condition keys. `globalContext()` makes the global ones; the engine adds none by itself. */
  readonly context?: ContextValues | RequestContext;
}

/** What a policy is, as IAM's simulator names it (`PolicySourceType`). */
export type PolicySourceType = "user" | "group" | "role" | "aws-managed" | "user-managed" | "resource" | "none";

/** A policy and where it came from. */
export interface PolicySource {
  /** Name or ARN, for reasons and reports. */
  readonly id: string;
  readonly type: PolicySourceType;
  readonly document: CompiledPolicy;
}

/** The kinds of policies that take part in a decision. */
export type PolicyLayer = "rcp" | "scp" | "resource" | "identity" | "boundary" | "session";

/**
 * All policies that apply to a request. A layer that is left out does not limit; a layer that is there without policies
 * allows nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface ApplicablePolicies {
  /** Policies of the principal: inline, attached, and those of its groups. */
  readonly identity?: readonly PolicySource[];
  readonly boundary?: readonly PolicySource[];
  /** Policies passed when the session was made. */
  readonly session?: readonly PolicySource[];
  /** The policy of the resource: a bucket's, a key's, a role's trust policy. */
  readonly resource?: readonly PolicySource[];
  /**
   * Whether the resource's policy must allow, too, even in its own account: trust policies of roles, policies of KMS keys.
   *
   * @default false
   */
  readonly resourceMustAllow?: boolean;
  /** Service control policies of the principal's account: a list a level, the root first, the account last. */
  readonly scps?: readonly (readonly PolicySource[])[];
  /** Resource control policies of the resource's account, a list a level; for services only that have them. */
  readonly rcps?: readonly (readonly PolicySource[])[];
  /** Account that manages the organization: its principals know no SCPs and its resources no RCPs. */
  readonly managementAccount?: string;
}
