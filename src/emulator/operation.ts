import type { Clock, Random } from "../base";
import type { AccessNeed } from "./access-need";
import type { Store } from "./store/store";
import type { WebIdentityKeys } from "./web-identity-keys";

/** Services by the name that SigV4 credential scopes use. */
export type ServiceName = "iam" | "sts" | "cloudformation" | "s3" | "ssm";

/** Who calls. */
export interface Caller {
  readonly accountId: string;
  /** `arn:aws:iam::123456789012:root`, a user's or an assumed role's ARN. */
  readonly arn: string;
  /** Unique id as STS GetCallerIdentity returns it. */
  readonly userId: string;
  readonly accessKeyId: string;
  /**
   * ARN of the role that a service acts in, as CloudFormation does in a stack's; temporary credentials tell theirs by the
   * access key.
   */
  readonly roleArn?: string;
  /** `sts.amazonaws.com`: a service that asks another for itself, which nobody's policies decide on. */
  readonly service?: string;
}

/** What is allowed to whom: not decided at all, decided and told, or decided and enforced. */
export type Enforcement = "off" | "soft" | "strict";

/** How a request came, for condition keys. */
export interface RequestOrigin {
  /** Address of the client. @default - the emulator itself was asked, without HTTP */
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** Services that pass the request on for its caller, the first one first: `cloudformation.amazonaws.com`. */
  readonly calledVia: readonly string[];
}

/** What an operation may use. No HTTP, no XML, no Date.now(). */
export interface OperationContext {
  readonly caller: Caller;
  readonly origin: RequestOrigin;
  readonly enforcement: Enforcement;
  readonly region: string;
  readonly partition: string;
  readonly requestId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Quotas of IAM that differ from AWS's defaults, by name. */
  readonly quotas: Readonly<Record<string, number | undefined>>;
  readonly webIdentityKeys: WebIdentityKeys;
  /** Base URL of the endpoint, `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /**
   * Calls another operation through the same pipeline (decode aside: the input is already data), as the same caller, or
   * as the one given. CloudFormation provisions by it, so validation and faults are those an outside client gets.
   */
  invoke<Output = unknown>(service: ServiceName, operation: string, input: object, as?: Caller): Promise<Output>;
  /**
   * Throws AccessDenied where the caller, or the one given, may not do all of that by way of this service, as far as the
   * emulator enforces it.
   */
  require(needs: readonly AccessNeed[], as?: Caller): Promise<void>;
  /** Work that goes on after the answer is sent. `Emulator.stop()` waits for it; an error in it is reported as our bug. */
  background(task: () => Promise<void>): void;
  /** Resolves when the time is over that an operation on a resource takes in this emulator; at once while it stops. */
  latency(): Promise<void>;
}

/** One operation of a service: name as in the API reference, input and output as in the SDK's types. */
export interface Operation<Input = never, Output = unknown> {
  readonly name: string;
  run(input: Input, context: OperationContext): Output | Promise<Output>;
}

/** Declares an operation; `Input` and `Output` are the SDK client's types, AWS casing end to end. */
export function defineOperation<Input, Output>(operation: Operation<Input, Output>): Operation<Input, Output> {
  return operation;
}
