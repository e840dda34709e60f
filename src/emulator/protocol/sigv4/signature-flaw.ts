/** Why a signature does not prove who calls; worded per service by signature-faults.ts. */
export type SignatureFlaw =
  /** A part of the signature is not there, or is not what it should be. */
  | { readonly kind: "incomplete"; readonly missing: readonly MissingPart[] }
  | { readonly kind: "bad-expiry"; readonly reason: "not a number" | "negative" | "more than a week" }
  /** An algorithm that is not checked here. */
  | { readonly kind: "unsupported" }
  /** The day of the credential scope and the day of the request differ. */
  | { readonly kind: "other-day"; readonly scope: string; readonly request: string }
  | { readonly kind: "too-old"; readonly request: string; readonly earliest: string; readonly now: string }
  | { readonly kind: "too-new"; readonly request: string; readonly latest: string; readonly now: string }
  /** A pre-signed URL after its time. */
  | { readonly kind: "expired" }
  | { readonly kind: "unsigned-headers"; readonly names: readonly string[] }
  | { readonly kind: "no-payload-hash" }
  | { readonly kind: "other-payload" }
  | { readonly kind: "mismatch" };

export type MissingPart = "Credential" | "Signature" | "SignedHeaders" | "Date" | "Expires" | "Algorithm";
