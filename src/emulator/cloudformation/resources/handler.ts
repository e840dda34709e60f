import type { ResourceIdentity } from "../../../aws";
import type { TemplateMap, TemplateValue } from "../../../template";
import type { OperationContext } from "../../operation";
import type { StackRow } from "../stack";

/** What a handler is asked to make. */
export interface CreateRequest {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly logicalId: string;
  readonly type: string;
  /** Evaluated. */
  readonly properties: TemplateMap;
  /** The explicit name, or the one that CloudFormation generates for this type. */
  readonly name: string;
  /** Name, `Ref` and attributes as AWS's naming of the type and its schema have them. */
  readonly identity: ResourceIdentity;
  /**
   * To be called as soon as something exists: the events say so, and a rollback deletes it also if the rest of the
   * creation fails.
   */
  initiated(physicalId: string): void;
}

/** A resource that exists. */
export interface CreatedResource {
  readonly physicalId: string;
  /** What `Ref` yields. @default - the physical id */
  readonly ref?: string;
  /** What `Fn::GetAtt` yields, by attribute. */
  readonly attributes: Readonly<Record<string, TemplateValue>>;
}

/** A creation refused, in the words of the event. */
export interface RefusedCreation {
  readonly refused: string;
}

/** What a handler is asked to delete. */
export interface DeleteRequest {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly logicalId: string;
  readonly type: string;
  /** As the resource was made with. */
  readonly properties: TemplateMap;
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, TemplateValue>>;
}

/**
 * How one resource type is provisioned. AwsFaults thrown become the resource's failure, worded as CloudFormation words
 * what a resource handler returns.
 */
export interface ResourceHandler {
  create(request: CreateRequest): Promise<CreatedResource | RefusedCreation>;
  /** Deletes; NoSuchEntity and its like count as deleted. */
  delete(request: DeleteRequest): Promise<void>;
}
