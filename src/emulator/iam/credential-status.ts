import { AwsFault } from "../fault";
import type { CredentialStatus } from "./user-credential-rows";

/** The status that somebody sets. That a credential is expired, AWS decides itself (recorded in September 2026). */
export function readStatus(status: string | undefined): CredentialStatus {
  if (status === "Active" || status === "Inactive") return status;
  throw new AwsFault("InvalidInput", `Operation does not support status ${status ?? ""}`);
}
