import type { SessionRow } from "../credential-rows";
import type { AwsFault } from "../fault";
import type { ServiceName } from "../operation";
import { signatureWording } from "../protocol/sigv4/signature-faults";

/** What of STS some sessions may call. */
const STS_LEFT: Partial<Record<SessionRow["origin"], readonly string[]>> = {
  GetFederationToken: ["GetCallerIdentity"],
  GetSessionToken: ["AssumeRole", "GetCallerIdentity"],
};

/**
 * Sessions of GetSessionToken and GetFederationToken cannot call IAM, nor most of STS; with a device that confirmed them
 * the former may. InvalidClientTokenId is what AWS is known to answer then.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function limitOfSession(
  session: SessionRow | undefined,
  service: ServiceName,
  operation: string,
): AwsFault | undefined {
  const left = session === undefined ? undefined : STS_LEFT[session.origin];
  if (session === undefined || left === undefined) return undefined;
  const refused =
    (service === "iam" && !(session.origin === "GetSessionToken" && session.mfaTime !== undefined)) ||
    (service === "sts" && !left.includes(operation));
  return refused ? signatureWording(service).unknownKey(session.accessKeyId) : undefined;
}
