import { UserError } from "../base";
import type { ContextValues, DecisionEffect } from "../policy";
import type { Template } from "../template";

/** A resource of a deployed stack. */
export interface DeployedResource {
  /** Its key under Resources. */
  readonly logicalId: string;
  /** `AWS::SQS::Queue` */
  readonly type: string;
  /** What `Ref` yields for most types: the name, the URL or the ARN. */
  readonly physicalId: string;
  /**
   * Path of the construct that made it, `Shop/Queue/Resource`.
   * @default - the template does not tell
   */
  readonly constructPath?: string;
}

/** A stack that was deployed on the emulator. */
export interface DeployedStack {
  /** The stack's name, not the construct's id. */
  readonly name: string;
  /** ARN of the stack. */
  readonly id: string;
  /** The template as it was deployed. */
  readonly template: Template;
  /** Values of all parameters, by name; those declared NoEcho read `****`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of the parameters that nothing gave a value, so that one was made up. */
  readonly madeUp: readonly string[];
  /** Values of the outputs, by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** In the order of their creation. */
  readonly resources: readonly DeployedResource[];
}

/** Decides what somebody of a deployment may do, and says why. */
export type AccessQuestion = (
  principal: string,
  action: string,
  resource: string,
  context: ContextValues,
) => { readonly effect: DecisionEffect; readonly explanation: string };

/** What a deployment brought about. */
export class Deployment {
  /** In the order of their deployment. */
  readonly stacks: readonly DeployedStack[];
  /** What the gates could not look at, a sentence each; empty where no gates were run. */
  readonly unchecked: readonly string[];
  readonly #access: AccessQuestion;

  /** @internal Deployments come from expectDeployable and expectGatesToPass. */
  constructor(stacks: readonly DeployedStack[], access: AccessQuestion, unchecked: readonly string[]) {
    this.stacks = stacks;
    this.unchecked = unchecked;
    this.#access = access;
  }

  /**
   * The stack of that name.
   *
   * @throws UserError if the deployment has none
   */
  stack(name: string): DeployedStack {
    const found = this.stacks.find((stack) => stack.name === name);
    if (found !== undefined) return found;
    throw new UserError("unknown-stack", `the deployment has no stack '${name}'`, {
      hint: `it has: ${this.stacks.map((stack) => stack.name).join(", ") || "none"}`,
    });
  }

  /**
   * Expects that a role or user may do something, by its policies, its boundary, and the policies of
   * buckets, queues and topics.
   *
   * @param principal ARN, name, logical id, or path of the construct
   * @param action `s3:GetObject`, no pattern
   * @param resource ARN, `*`, or logical id with what follows it in the ARN: `Bucket/key`
   * @param context condition keys of the request; the principal's, the time and `aws:SecureTransport` are known
   * @throws UserError that says which policy is in the way, or which statements nearly allow it
   */
  expectAllowed(principal: string, action: string, resource: string, context: ContextValues = {}): void {
    const { effect, explanation } = this.#access(principal, action, resource, context);
    if (effect !== "allowed") throw new UserError("not-allowed", `expected to be allowed, but\n${explanation}`);
  }

  /**
   * Expects that a role or user may not do something; takes the same as {@link expectAllowed}.
   *
   * @throws UserError that says which statements allow it
   */
  expectDenied(principal: string, action: string, resource: string, context: ContextValues = {}): void {
    const { effect, explanation } = this.#access(principal, action, resource, context);
    if (effect === "allowed") throw new UserError("not-denied", `expected to be denied, but\n${explanation}`);
  }
}
