import type { TemplateValue } from "../../template";
import type { ResourceStatus, StackStatus } from "./status";

export type OnFailure = "ROLLBACK" | "DO_NOTHING" | "DELETE";

/** What `DeletionPolicy` says; `Snapshot` deletes here, since a simulated resource has nothing to take a snapshot of. */
export type DeletionPolicy = "Delete" | "Retain" | "RetainExceptOnCreate" | "Snapshot";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A parameter of a deployed stack. */
export interface StackParameter {
  readonly key: string;
  /** As given or as the template's default. */
  readonly value: string;
  /** What an SSM parameter type looked up. */
  readonly resolved?: string;
  /** Shown as `****`. */
  readonly noEcho: boolean;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** A stack as stored: one row per stack that ever was, by its ARN. */
export interface StackRow {
  /** `arn:aws:cloudformation:us-east-1:123456789012:stack/name/uuid`. */
  readonly id: string;
  readonly name: string;
  /** ARN of the stack that it is a resource of. @default - it is nobody's */
  readonly parentId?: string;
  /** ARN of the stack at the top; present where there is a parent. */
  readonly rootId?: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  /** The status that a cancelled deletion returns to. */
  readonly statusBeforeDelete?: StackStatus;
  readonly createdAt: Date;
  /** When the last update began. @default - it was never updated */
  readonly updatedAt?: Date;
  readonly deletedAt?: Date;
  readonly description?: string;
  readonly templateBody: string;
  /** JSON of what transforms made of the template. @default - it has none */
  readonly processedTemplate?: string;
  readonly parameters: readonly StackParameter[];
  readonly outputs: readonly StackOutput[];
  /** Names of the exports of other stacks that this stack uses. */
  readonly imports: readonly string[];
  readonly capabilities: readonly string[];
  readonly tags: readonly Tag[];
  readonly notificationArns: readonly string[];
  readonly roleArn?: string;
  readonly timeoutInMinutes?: number;
  readonly onFailure: OnFailure;
  readonly retainExceptOnCreate: boolean;
  readonly terminationProtection: boolean;
  readonly stackPolicy?: string;
  readonly rollbackConfiguration: RollbackConfiguration;
  /** `ClientRequestToken` of the operation that goes on or went on last; its events carry it. */
  readonly requestToken?: string;
  /** What drift detections found so far. @default - none was made */
  readonly drift?: { readonly status: "IN_SYNC" | "DRIFTED"; readonly at: Date };
  /** `ClientRequestToken` of CreateStack, for retries. */
  readonly creationToken?: string;
  /** ARN of the change set that made the stack what it is. @default - none did */
  readonly changeSetId?: string;
}

/** What an update decides anew, and its rollback restores. */
export type StackSettings = Pick<
  StackRow,
  | "description"
  | "templateBody"
  | "processedTemplate"
  | "parameters"
  | "capabilities"
  | "tags"
  | "notificationArns"
  | "roleArn"
  | "rollbackConfiguration"
>;

export interface RollbackConfiguration {
  readonly MonitoringTimeInMinutes?: number;
  readonly RollbackTriggers?: readonly { readonly Arn: string; readonly Type: string }[];
}

/** A resource of a stack as stored, by its logical id. */
export interface ResourceRow {
  readonly logicalId: string;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  readonly changedAt: Date;
  /** Absent until the resource exists. */
  readonly physicalId?: string;
  /** What `Ref` yields; absent until the resource exists. */
  readonly ref?: string;
  /** What `Fn::GetAtt` yields, by attribute. */
  readonly attributes: Readonly<Record<string, TemplateValue>>;
  /** Properties evaluated, as the resource was made with. */
  readonly properties: Readonly<Record<string, TemplateValue>>;
  /** Tags of the stack when it was made or last changed; those that its type carries are among its own. */
  readonly stackTags: readonly Tag[];
  /** What updates tried since, and may be in force in part. @default - nothing: `properties` and `stackTags` are in force */
  readonly attempts?: readonly Pick<ResourceRow, "properties" | "stackTags">[];
  /** As events show them: values of NoEcho parameters masked. */
  readonly shownProperties: string;
  /** Logical ids of the resources that exist before this one and are deleted after it. */
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: DeletionPolicy;
  /** The unique name that it occupies. @default - its type has none */
  readonly claim?: string;
  readonly metadata?: string;
  /** What the last drift detection found. @default - it was never checked */
  readonly drift?: { readonly status: "IN_SYNC" | "MODIFIED" | "DELETED"; readonly at: Date };
}

/** An event of a stack as stored, oldest first. */
export interface EventRow {
  readonly id: string;
  readonly at: Date;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: StackStatus | ResourceStatus;
  readonly reason?: string;
  readonly properties?: string;
  readonly requestToken?: string;
}
