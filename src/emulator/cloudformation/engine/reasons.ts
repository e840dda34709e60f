import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { newUuid } from "../uuid";

/** How the services' error codes are called by resource handlers; the names are the CloudFormation CLI's. */
const HANDLER_ERROR_CODES: Readonly<Record<string, string>> = {
  AccessDenied: "AccessDenied",
  ConcurrentModification: "ResourceConflict",
  DeleteConflict: "ResourceConflict",
  EntityAlreadyExists: "AlreadyExists",
  BucketAlreadyExists: "AlreadyExists",
  BucketAlreadyOwnedByYou: "AlreadyExists",
  BucketNotEmpty: "GeneralServiceException",
  InvalidInput: "InvalidRequest",
  InvalidRequest: "InvalidRequest",
  InvalidBucketName: "InvalidRequest",
  LimitExceeded: "ServiceLimitExceeded",
  MalformedPolicyDocument: "InvalidRequest",
  NoSuchEntity: "NotFound",
  PolicyNotAttachable: "InvalidRequest",
  UnmodifiableEntity: "InvalidRequest",
  ValidationError: "InvalidRequest",
};

/** Services as the AWS SDK for Java, in which the handlers are written, calls them; the rest go by their type's name. */
const SERVICES: Readonly<Record<string, string>> = {
  ECS: "Ecs",
  Events: "EventBridge",
  IAM: "Iam",
  KinesisFirehose: "Firehose",
  SNS: "Sns",
  SQS: "Sqs",
  StepFunctions: "Sfn",
};

const NAME_TAKEN = new Set(["EntityAlreadyExists", "BucketAlreadyExists", "BucketAlreadyOwnedByYou"]);

/** What an event says of a fault that a service answered while a resource was made or deleted. */
export function reasonOfFault(fault: AwsFault, type: string, name: string, context: OperationContext): string {
  if (NAME_TAKEN.has(fault.code)) return `${name} already exists`;
  const namespace = type.split("::")[1] ?? type;
  const origin = `(Service: ${SERVICES[namespace] ?? namespace}, Status Code: ${fault.status ?? 400}, Request ID: ${newUuid(context)})`;
  return handlerMessage(
    `${fault.message} ${origin}`,
    HANDLER_ERROR_CODES[fault.code] ?? "GeneralServiceException",
    context,
  );
}

/** `Resource handler returned message: "…" (RequestToken: …, HandlerErrorCode: …)`. */
export function handlerMessage(message: string, code: string, context: OperationContext): string {
  return `Resource handler returned message: "${message}" (RequestToken: ${newUuid(context)}, HandlerErrorCode: ${code})`;
}

export const CREATION_CANCELLED = "Resource creation cancelled";

/** `The following resource(s) failed to create: [A, B]. `, with AWS's space at the end. */
export function failedToCreate(logicalIds: readonly string[]): string {
  return `The following resource(s) failed to create: [${logicalIds.join(", ")}]. `;
}

/** `The following resource(s) failed to delete: [A]. `, with AWS's space at the end. */
export function failedToDelete(logicalIds: readonly string[]): string {
  return `The following resource(s) failed to delete: [${logicalIds.join(", ")}]. `;
}
