import type { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { EMBEDDED_STACK_FAILED } from "../resources/nested-stack";
import { newUuid } from "../../uuid";

/**
 * What resource handlers call the services' errors (the names are the CloudFormation CLI's), and the HTTP status of the
 * error in the service's API model.
 */
const ERRORS: Readonly<Record<string, readonly [handlerErrorCode: string, status: number]>> = {
  AccessDenied: ["AccessDenied", 403],
  AccessDeniedException: ["AccessDenied", 400],
  ConcurrentModification: ["ResourceConflict", 409],
  DeleteConflict: ["ResourceConflict", 409],
  EntityAlreadyExists: ["AlreadyExists", 409],
  BucketAlreadyExists: ["AlreadyExists", 409],
  BucketAlreadyOwnedByYou: ["AlreadyExists", 409],
  BucketNotEmpty: ["GeneralServiceException", 409],
  InvalidInput: ["InvalidRequest", 400],
  InvalidRequest: ["InvalidRequest", 400],
  InvalidBucketName: ["InvalidRequest", 400],
  LimitExceeded: ["ServiceLimitExceeded", 409],
  MalformedPolicy: ["InvalidRequest", 400],
  MalformedPolicyDocument: ["InvalidRequest", 400],
  NoSuchBucket: ["NotFound", 404],
  NoSuchEntity: ["NotFound", 404],
  ParameterNotFound: ["NotFound", 400],
  PolicyNotAttachable: ["InvalidRequest", 400],
  // aws-amplify/amplify-cli issue 10116
  UnauthorizedOperation: ["AccessDenied", 403],
  UnmodifiableEntity: ["InvalidRequest", 400],
  ValidationError: ["InvalidRequest", 400],
  ValidationException: ["InvalidRequest", 400],
};

/** Services as the AWS SDK for Java, in which the handlers are written, calls them; the rest go by their type's name. */
const SERVICES: Readonly<Record<string, string>> = {
  EC2: "Ec2",
  ECS: "Ecs",
  Events: "EventBridge",
  IAM: "Iam",
  KMS: "Kms",
  KinesisFirehose: "Firehose",
  SNS: "Sns",
  SQS: "Sqs",
  SSM: "Ssm",
  StepFunctions: "Sfn",
};

const NAME_TAKEN = new Set([
  "EntityAlreadyExists",
  "BucketAlreadyExists",
  "BucketAlreadyOwnedByYou",
  "ParameterAlreadyExists",
]);

/** What an event says of a fault that a service answered while a resource was made or deleted. */
export function reasonOfFault(fault: AwsFault, type: string, name: string, context: OperationContext): string {
  if (fault.code === EMBEDDED_STACK_FAILED) return fault.message;
  if (NAME_TAKEN.has(fault.code)) return `${name} already exists`;
  const namespace = type.split("::")[1] ?? type;
  const [code, status] = ERRORS[fault.code] ?? (["GeneralServiceException", 400] as const);
  const service = SERVICES[namespace] ?? namespace;
  const origin = `(Service: ${service}, Status Code: ${fault.status ?? status}, Request ID: ${newUuid(context)})`;
  return handlerMessage(`${fault.message} ${origin}`, code, context);
}

/** `Resource handler returned message: "…" (RequestToken: …, HandlerErrorCode: …)`. */
export function handlerMessage(message: string, code: string, context: OperationContext): string {
  return `Resource handler returned message: "${message}" (RequestToken: ${newUuid(context)}, HandlerErrorCode: ${code})`;
}

export const CREATION_CANCELLED = "Resource creation cancelled";

export const UPDATE_CANCELLED = "Resource update cancelled";

export const REPLACEMENT = "Requested update requires the creation of a new physical resource; hence creating one.";

/** What an update says of a resource whose type cannot be replaced under the name that the template gives it. */
export function nameInTheWay(name: string): string {
  return `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`;
}

/** `The following resource(s) failed to create: [A, B]. `, with AWS's space at the end. */
export function failedTo(action: "create" | "update" | "delete" | "import", logicalIds: readonly string[]): string {
  return `The following resource(s) failed to ${action}: [${logicalIds.join(", ")}]. `;
}
