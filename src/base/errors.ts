import type { SourceLocation } from "./diagnostics";

/** What a {@link UserError} knows besides its message. */
export interface UserErrorDetails {
  /** Where the fault is: file, line, column or a path inside a document. */
  readonly at?: SourceLocation;
  /** What the person can change to get on. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * A fault in what somebody gave us: a template, a configuration, an argument.
 *
 * The message is lowercase, has no full stop, shows the value received and what is allowed. Everything that is neither
 * a UserError nor an AwsFault is a bug and is never caught below the pipeline or the command line.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: string;
  readonly at: SourceLocation | undefined;
  readonly hint: string | undefined;

  constructor(code: string, message: string, details: UserErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.at = details.at;
    this.hint = details.hint;
  }
}
