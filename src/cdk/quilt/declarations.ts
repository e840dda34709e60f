import type { Statement } from "./statements";

/** Who may assume a role. */
export interface Trusted {
  /** Service principal. */
  readonly service?: string;
  /** Role of the catalogue. */
  readonly role?: string;
  /** The principals that whoever deploys the roles names. */
  readonly extraPrincipals?: boolean;
}

const service = (name: string): Trusted => ({ service: `${name}.amazonaws.com` });

// The same in every partition: of the services in use, none has a principal of its own in China.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
export const LAMBDA = service("lambda");
export const ECS_TASKS = service("ecs-tasks");
export const EVENTBRIDGE = service("events");

/** The registry, and every other container of the application. */
export const REGISTRY: Trusted = { role: "AmazonECSTaskExecutionRole" };

export const EXTRA_PRINCIPALS: Trusted = { extraPrincipals: true };

/** A managed policy that a role attaches: of the catalogue, or by its path and name one of AWS. */
export type Attachment = { readonly policy: string } | { readonly aws: string; readonly reason: string };

/**
 * A managed policy of AWS.
 *
 * @param pathAndName such as `service-role/AWSLambdaVPCAccessExecutionRole`
 * @param reason why it is AWS that says what the role may do
 */
export function aws(pathAndName: string, reason: string): Attachment {
  return { aws: pathAndName, reason };
}

/** A managed policy of the catalogue. */
export function attached(name: string): Attachment {
  return { policy: name };
}

export const VPC_FUNCTION = aws(
  "service-role/AWSLambdaVPCAccessExecutionRole",
  "What every function in a VPC needs: logs and network interfaces.",
);

export const TASK_EXECUTION = aws(
  "service-role/AmazonECSTaskExecutionRolePolicy",
  "What starting a container needs: to pull its image and to write its logs.",
);

/** A role of the catalogue: who may assume it, what it attaches, what it may do. */
export interface RoleDeclaration {
  readonly name: string;
  readonly trusts: readonly Trusted[];
  readonly attaches: readonly Attachment[];
  /** Statements by the name of the inline policy that holds them. @default - none */
  readonly may?: Readonly<Record<string, readonly Statement[]>>;
  /** Whether it stands in the path that the registry knows. @default - no: the path is free to choose */
  readonly inQuiltPath?: boolean;
  /** Begins the physical name; the app stack's name follows. @default - the name is free to choose */
  readonly namePrefix?: string;
  /** Parameter with further policies to attach, ARNs with commas between them. @default - none */
  readonly attachesFrom?: string;
}

/** A managed policy of the catalogue: what it allows. */
export interface PolicyDeclaration {
  readonly name: string;
  readonly allows: readonly Statement[];
  /** A change of it replaces the policy. @default - none */
  readonly description?: string;
  /** Whether it stands in the path that the registry knows. @default - no: the path is free to choose */
  readonly inQuiltPath?: boolean;
  /** Begins the physical name; the app stack's name follows. @default - CloudFormation generates the name */
  readonly namePrefix?: string;
}

export function defineRole(declaration: RoleDeclaration): RoleDeclaration {
  return declaration;
}

export function definePolicy(declaration: PolicyDeclaration): PolicyDeclaration {
  return declaration;
}
