import type { OperationShapes } from "./schema";

/** What a protocol needs to know of a service. */
export interface ServiceModel {
  readonly name: string;
  /** API version that query requests name: `2010-05-08`. */
  readonly version: string;
  /** XML namespace of the answers. */
  readonly namespace: string;
  /** Shapes of any operation in AWS's model, built here or not. */
  findShapes(operation: string): OperationShapes | undefined;
  /** Names of all operations in AWS's model. */
  listOperations(): readonly string[];
  /** HTTP status that AWS's model gives an error code. */
  statusOf(code: string): number | undefined;
}
