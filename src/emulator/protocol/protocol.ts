import type { AwsFault } from "../fault";
import type { ServiceModel } from "../service-model";
import type { WireRequest, WireResponse } from "../wire";

/** A wire form: how requests are read and answers written. */
export interface Protocol {
  /** What a value that AWS's model refuses is answered with. @default "ValidationError" */
  readonly validationCode?: string;
  /** The sentence to go with it. @default - one that names each value and what it failed */
  readonly validationMessage?: string;
  /** The operation that a request names, before its input is read; throws AwsFault where AWS's model has no such. */
  nameOperation(request: WireRequest, service: ServiceModel): string;
  /** The input of a request for that operation. */
  decode(request: WireRequest, service: ServiceModel, operation: string): object;
  encode(output: unknown, service: ServiceModel, operation: string, requestId: string): WireResponse;
  encodeFault(fault: AwsFault, service: ServiceModel, request: WireRequest, requestId: string): WireResponse;
}
