import type { Constraints } from "./constraints";
import type { Operation, ServiceName } from "./operation";
import type { Protocol } from "./protocol/protocol";
import { findOperationShapes, readErrorStatuses } from "./schema";
import type { ClientModule, OperationShapes } from "./schema";

/** What a service is made of. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  /** API version that query requests name: `2010-05-08`. */
  readonly version: string;
  /** XML namespace of the answers. */
  readonly namespace: string;
  readonly protocol: Protocol;
  /** The SDK client's module: its runtime schemas drive decoding, encoding and the statuses of faults. */
  readonly client: ClientModule;
  readonly operations: readonly Operation[];
  /** Lengths, patterns, ranges and enumerations of the input members. */
  readonly constraints: Constraints;
  /**
   * How this service words a constraint failure: most repeat the value (`Value 'x' at 'roleName' failed …`), IAM does
   * not (`Value at 'roleName' failed …`).
   */
  readonly wording: "with-value" | "without-value";
}

/** An operation that the emulator has, with its shapes. */
export interface KnownOperation {
  readonly operation: Operation;
  readonly shapes: OperationShapes;
}

/** A service ready to be asked. */
export interface Service extends ServiceDefinition {
  /** Shapes of any operation in AWS's model, built here or not. */
  findShapes(operation: string): OperationShapes | undefined;
  findOperation(operation: string): KnownOperation | undefined;
  /** HTTP status that AWS's model gives an error code. */
  statusOf(code: string): number | undefined;
}

/** Makes a service of its parts; throws at once if an operation is not in AWS's model or stands there twice. */
export function defineService(definition: ServiceDefinition): Service {
  const known = new Map<string, KnownOperation>();
  for (const operation of definition.operations) {
    const shapes = findOperationShapes(definition.client, operation.name);
    if (shapes === undefined) throw new Error(`${definition.name} has no operation ${operation.name} in AWS's model`);
    if (known.has(operation.name)) throw new Error(`${definition.name} lists ${operation.name} twice`);
    known.set(operation.name, { operation, shapes });
  }
  let statuses: Map<string, number> | undefined;
  return {
    ...definition,
    findShapes: (operation) => known.get(operation)?.shapes ?? findOperationShapes(definition.client, operation),
    findOperation: (operation) => known.get(operation),
    statusOf: (code) => (statuses ??= readErrorStatuses(definition.client)).get(code),
  };
}
