import { isNativeError } from "node:util/types";

/** An error answer of a service, as the SDK throws it. */
export interface ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
}

/** Tells an answer of the service (it understood, and says no) from everything else that can be thrown. */
export function isServiceError(error: unknown): error is ServiceError {
  if (!isNativeError(error) || !("$metadata" in error) || !("$fault" in error)) return false;
  return error.$fault === "client";
}

/** What went wrong, in one line, for whatever was thrown. */
export function describeThrown(error: unknown): string {
  // Node reports a connection refused on every address of a host as an AggregateError without a message.
  if (!isNativeError(error)) return String(error);
  if (error.message === "" && "errors" in error && Array.isArray(error.errors)) {
    return error.errors.map(describeThrown).join("; ");
  }
  return error.message === "" ? error.name : error.message;
}
