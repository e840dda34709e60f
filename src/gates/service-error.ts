/** An error answer of a service, as the SDK throws it. */
export interface ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** Tells an answer of the service (it understood, and says no) from everything else that can be thrown. */
export function isServiceError(error: unknown): error is ServiceError {
  if (!(error instanceof Error) || !("$metadata" in error) || !("$fault" in error)) return false;
  return error.$fault === "client";
}

/** What went wrong, in one line, for whatever was thrown. */
export function describeThrown(error: unknown): string {
  // Node reports a connection refused on every address of a host as an AggregateError without a message.
  if (error instanceof AggregateError && error.message === "") return error.errors.map(describeThrown).join("; ");
  if (error instanceof Error) return error.message === "" ? error.name : error.message;
  return String(error);
}
