import type { AccessNeed } from "./access-need";
import type { ConstraintWording, Constraints } from "./constraints";
import type { Operation, OperationContext, ServiceName } from "./operation";
import type { AnyOperationTable } from "./operation-table";
import type { Protocol } from "./protocol/protocol";
import { findOperationShapes, listOperationNames, readErrorStatuses } from "./schema";
import type { ClientModule, OperationShapes } from "./schema";
import type { ServiceModel } from "./service-model";

/** The permissions that a call of an operation needs, from its input; none where everybody may. */
export type ListNeeds = (
  operation: string,
  input: Readonly<Record<string, unknown>>,
  context: OperationContext,
) => readonly AccessNeed[];

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
  /** All operations by name, typed over the client (`OperationTable`), or those of them that the emulator has. */
  readonly operations: AnyOperationTable | readonly Operation[];
  /** Lengths, patterns, ranges and enumerations of the input members. */
  readonly constraints: Constraints;
  readonly wording: ConstraintWording;
  /** @default - the action of the operation's name, on `*` */
  readonly needs?: ListNeeds;
  /** Operations that may be asked without a signature. @default - none */
  readonly unsigned?: "every operation" | readonly string[];
}

/** An operation that the emulator has, with its shapes. */
export interface KnownOperation {
  readonly operation: Operation;
  readonly shapes: OperationShapes;
}

/** A service ready to be asked. */
export interface Service extends ServiceDefinition, ServiceModel {
  readonly name: ServiceName;
  readonly needs: ListNeeds;
  findOperation(operation: string): KnownOperation | undefined;
}

/**
 * Makes a service of its parts; throws at once if an operation is not in AWS's model, stands there twice or under the
 * name of another.
 */
export function defineService(definition: ServiceDefinition): Service {
  const known = new Map<string, KnownOperation>();
  for (const [key, operation] of Object.entries(definition.operations)) {
    if (operation === undefined) continue;
    if (!Array.isArray(definition.operations) && key !== operation.name) {
      throw new Error(`${definition.name} lists ${operation.name} as ${key}`);
    }
    const shapes = findOperationShapes(definition.client, operation.name);
    if (shapes === undefined) throw new Error(`${definition.name} has no operation ${operation.name} in AWS's model`);
    if (known.has(operation.name)) throw new Error(`${definition.name} lists ${operation.name} twice`);
    known.set(operation.name, { operation, shapes });
  }
  let statuses: Map<string, number> | undefined;
  let names: readonly string[] | undefined;
  return {
    ...definition,
    needs: definition.needs ?? ((operation) => [{ action: `${definition.name}:${operation}`, resource: "*" }]),
    findShapes: (operation) => known.get(operation)?.shapes ?? findOperationShapes(definition.client, operation),
    listOperations: () => (names ??= listOperationNames(definition.client)),
    findOperation: (operation) => known.get(operation),
    statusOf: (code) => (statuses ??= readErrorStatuses(definition.client)).get(code),
  };
}
