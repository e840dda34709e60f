import { UserError } from "../base";
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

/** What a deployment brought about. */
export class Deployment {
  /** In the order of their deployment. */
  readonly stacks: readonly DeployedStack[];

  constructor(stacks: readonly DeployedStack[]) {
    this.stacks = stacks;
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
}
