import { AwsFault } from "../fault";
import { useMfaCode } from "../mfa-devices";
import type { OperationContext } from "../operation";
import { findCallingSession } from "./sessions";

/** When a device confirmed the caller: now, if a request brings serial number and code; undefined if it brings neither. */
export function confirmByDevice(
  { SerialNumber, TokenCode }: { readonly SerialNumber?: string; readonly TokenCode?: string },
  context: OperationContext,
): Date | undefined {
  if (SerialNumber === undefined && TokenCode === undefined) return undefined;
  // Sentences as public logs quote them: y13i/sgviz issue 9, aws/aws-cli issues 2279 and 6325.
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw denied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
  }
  const isLongTerm = findCallingSession(context) === undefined;
  const verdict = isLongTerm ? useMfaCode(SerialNumber, TokenCode, context.caller, context) : "not-their-device";
  switch (verdict) {
    case "accepted":
      return new Date(Math.floor(context.clock.now().getTime() / 1000) * 1000);
    case "wrong-code":
      throw denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    case "not-their-device":
      throw denied(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
      );
    default:
      return verdict satisfies never;
  }
}

function denied(message: string): AwsFault {
  return new AwsFault("AccessDenied", message, 403);
}
