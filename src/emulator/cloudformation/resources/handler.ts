import type { ResourceIdentity } from "../../../aws";
import type { TemplateMap, TemplateValue } from "../../../template";
import type { OperationContext } from "../../operation";
import type { StackRow, Tag } from "../stack";

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

/** What a handler is asked to change, without making a new resource. */
export interface UpdateRequest {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly logicalId: string;
  readonly type: string;
  /** Evaluated: what is to be. */
  readonly properties: TemplateMap;
  /**
   * Every set of properties that may be in force, in whole or in part: the last one that was put in force, then those of
   * attempts that failed since. Never empty.
   */
  readonly previous: readonly TemplateMap[];
  /** Tags of the stack that the resource may carry, `stack.tags` being those it is to carry. */
  readonly formerTags: readonly Tag[];
  readonly physicalId: string;
  /** As they are to be as far as the properties tell; what only the service knows is to be read again. */
  readonly attributes: Readonly<Record<string, TemplateValue>>;
}

/** A resource after its update; the physical id stays. */
export type UpdatedResource = Pick<CreatedResource, "attributes">;

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
  /** Changes a resource in place; must put things right also where an earlier attempt got half way. */
  update(request: UpdateRequest): Promise<UpdatedResource | RefusedCreation>;
  /** Deletes; NoSuchEntity and its like count as deleted. */
  delete(request: DeleteRequest): Promise<void>;
}
