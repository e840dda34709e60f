import { NormalizedSchema } from "@smithy/core/schema";

/** A shape of a service's model, as the SDK client ships it. */
export type Shape = NormalizedSchema;

/** What the SDK client's module exports: `CreateRole$`, `CreateRoleRequest$`, `NoSuchEntityException$` and more. */
export type ClientModule = Readonly<Record<string, unknown>>;

/** Input, output and traits of one operation. */
export interface OperationShapes {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  /** `["PUT", "/{Key+}?x-id=PutObject", 200]` in REST protocols. */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
}

type SchemaReference = Parameters<typeof NormalizedSchema.of>[0];

// Kinds of the SDK's schema tuples (@smithy/types, StaticSchema).
const OPERATION = 9;
const ERROR = -3;

function tupleOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

/** The operation of that name in the client's model, if the model has it. */
export function findOperationShapes(client: ClientModule, name: string): OperationShapes | undefined {
  const tuple = Object.hasOwn(client, `${name}$`) ? tupleOf(client[`${name}$`]) : undefined;
  if (tuple?.[0] !== OPERATION) return undefined;
  return {
    name,
    input: NormalizedSchema.of(tuple[4] as SchemaReference),
    output: NormalizedSchema.of(tuple[5] as SchemaReference),
    http: ((tuple[3] as { http?: [string, string, number] } | 0 | undefined) || {}).http,
  };
}

/** Names of all operations in the client's model. */
export function listOperationNames(client: ClientModule): string[] {
  return Object.keys(client)
    .filter((key) => key.endsWith("$") && tupleOf(client[key])?.[0] === OPERATION)
    .map((key) => key.slice(0, -1));
}

/** HTTP status by error code as it is on the wire. */
export function readErrorStatuses(client: ClientModule): Map<string, number> {
  const statuses = new Map<string, number>();
  for (const value of Object.values(client)) {
    const tuple = tupleOf(value);
    if (tuple?.[0] !== ERROR) continue;
    const traits = (tuple[3] || {}) as { awsQueryError?: [string, number]; httpError?: number; error?: string };
    const code = traits.awsQueryError?.[0] ?? String(tuple[2]);
    statuses.set(code, traits.awsQueryError?.[1] ?? traits.httpError ?? (traits.error === "server" ? 500 : 400));
  }
  return statuses;
}

/** Members that a structure must have. */
export function listRequiredMembers(shape: Shape): ReadonlySet<string> {
  const tuple = tupleOf(shape.getSchema());
  if (tuple === undefined) return NONE;
  const found = requiredMembers.get(tuple);
  if (found !== undefined) return found;
  const names = tuple[4];
  const count = tuple[6];
  // The SDK puts the required members first and their number last.
  const required =
    Array.isArray(names) && typeof count === "number" ? new Set((names as string[]).slice(0, count)) : NONE;
  requiredMembers.set(tuple, required);
  return required;
}

const NONE: ReadonlySet<string> = new Set();
const requiredMembers = new WeakMap<readonly unknown[], ReadonlySet<string>>();
