import type { Operation, OperationContext } from "./operation";

/** Names of the operations that an SDK client has: `GetRole` of its class `GetRoleCommand`. */
export type OperationName<Client> = {
  [Key in keyof Client]: Key extends `${infer Name}Command` ? (Name extends "$" ? never : Name) : never;
}[keyof Client];

type CommandOf<Client, Name extends string> =
  Client extends Record<`${Name}Command`, new (...args: never[]) => infer Command> ? Command : never;

/** What the client's command of that name sends. */
export type InputOf<Client, Name extends string> =
  CommandOf<Client, Name> extends { readonly input: infer Input } ? Input : never;

type OutputOf<Client, Name extends string> =
  CommandOf<Client, Name> extends {
    resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
  }
    ? Omit<Output, "$metadata">
    : never;

/** What stands in the table under a name: takes what the client sends, answers what the client reads. */
interface OperationSlot<Input, Output> {
  readonly name: string;
  // A property, since TypeScript compares the parameters of methods less strictly.
  readonly run: (input: Input, context: OperationContext) => Answer<Output> | Promise<Answer<Output>>;
}

// An operation whose answer has no member may answer nothing.
type Answer<Output> = object extends Output ? Output | void : Output;

/**
 * Every operation of a client by its name, but those that are pending. An operation that the SDK has and the table has not
 * does not compile, nor does one that is both pending and there, nor a handler of another operation's input or output.
 */
export type OperationTable<Client, Pending extends OperationName<Client> = never> = {
  readonly [Name in Exclude<OperationName<Client>, Pending>]: OperationSlot<
    InputOf<Client, Name>,
    OutputOf<Client, Name>
  >;
} & { readonly [Name in Pending]?: never };

/** Operations by name, whoever's; pending ones are not there. */
export type AnyOperationTable = Readonly<Record<string, Operation | undefined>>;
