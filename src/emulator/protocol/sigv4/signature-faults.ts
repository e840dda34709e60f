import { AwsFault } from "../../fault";
import type { ServiceName } from "../../operation";
import type { MissingPart, SignatureFlaw } from "./signature-flaw";

/** What a service says of a request that does not prove who sent it. */
export interface SignatureWording {
  /** No signature at all. */
  missing(): AwsFault;
  /** A key that nobody has, or that is switched off. */
  unknownKey(accessKeyId: string): AwsFault;
  /** The token of temporary credentials is not there, or another. */
  wrongToken(): AwsFault;
  expiredToken(): AwsFault;
  flawed(flaw: SignatureFlaw): AwsFault;
}

// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html; sentences as the SDKs' issues quote them:
// aws/aws-cli 6676 (expired), aws/aws-sdk-js 254 (JSON services). The mismatch is the one sentence of all of them.
const MISMATCH =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

const query: SignatureWording = {
  missing: () => new AwsFault("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
  unknownKey: () => new AwsFault("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
  wrongToken: () => new AwsFault("InvalidClientTokenId", "The security token included in the request is invalid", 403),
  expiredToken: () => new AwsFault("ExpiredToken", "The security token included in the request is expired", 403),
  flawed: (flaw) =>
    isIncomplete(flaw)
      ? new AwsFault("IncompleteSignature", sentenceOf(flaw), 400)
      : new AwsFault("SignatureDoesNotMatch", sentenceOf(flaw), 403),
};

const json: SignatureWording = {
  missing: () => new AwsFault("MissingAuthenticationTokenException", "Missing Authentication Token", 400),
  unknownKey: () =>
    new AwsFault("UnrecognizedClientException", "The security token included in the request is invalid.", 400),
  wrongToken: () =>
    new AwsFault("UnrecognizedClientException", "The security token included in the request is invalid", 400),
  expiredToken: () =>
    new AwsFault("ExpiredTokenException", "The security token included in the request is expired", 400),
  flawed: (flaw) =>
    isIncomplete(flaw)
      ? new AwsFault("IncompleteSignatureException", sentenceOf(flaw), 400)
      : new AwsFault("InvalidSignatureException", sentenceOf(flaw), 400),
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3: SignatureWording = {
  // What nobody signed is anonymous; this stands for operations that anonymous callers cannot have.
  missing: () => new AwsFault("AccessDenied", "Access Denied", 403),
  unknownKey: () =>
    new AwsFault("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
  wrongToken: () => new AwsFault("InvalidToken", "The provided token is malformed or otherwise invalid.", 400),
  expiredToken: () => new AwsFault("ExpiredToken", "The provided token has expired.", 400),
  flawed: describeS3Flaw,
};

export function signatureWording(service: ServiceName): SignatureWording {
  switch (service) {
    case "s3":
      return s3;
    case "ssm":
      return json;
    case "iam":
    case "sts":
    case "cloudformation":
      return query;
    default:
      return service satisfies never;
  }
}

function isIncomplete({ kind }: SignatureFlaw): boolean {
  return kind === "incomplete" || kind === "unsupported" || kind === "bad-expiry";
}

const NEEDED: Readonly<Record<MissingPart, string>> = {
  Algorithm: "Authorization header requires 'Algorithm' parameter.",
  Credential: "Authorization header requires 'Credential' parameter.",
  Signature: "Authorization header requires 'Signature' parameter.",
  SignedHeaders: "Authorization header requires 'SignedHeaders' parameter.",
  Expires: "Authorization header requires 'Expires' parameter.",
  Date: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
};

function sentenceOf(flaw: SignatureFlaw): string {
  switch (flaw.kind) {
    case "incomplete":
      return flaw.missing.map((part) => NEEDED[part]).join(" ");
    case "unsupported":
      // Unverified wording.
      return "Unsupported AWS 'algorithm': the emulator checks AWS4-HMAC-SHA256 only.";
    case "bad-expiry":
      // Unverified wording outside of S3.
      return `X-Amz-Expires is ${flaw.reason}`;
    case "other-day":
      return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${flaw.scope}' != '${flaw.request.slice(0, 8)}', from '${flaw.request}'.`;
    case "too-old":
      return `Signature expired: ${flaw.request} is now earlier than ${flaw.earliest} (${flaw.now} - 15 min.)`;
    case "too-new":
      return `Signature not yet current: ${flaw.request} is still later than ${flaw.latest} (${flaw.now} + 15 min.)`;
    case "expired":
      // Unverified wording outside of S3.
      return "Request has expired";
    case "unsigned-headers":
      return `'${flaw.names[0]}' or other required headers must be in 'SignedHeaders' of the signature.`;
    case "no-payload-hash":
    case "other-payload":
    case "mismatch":
      return MISMATCH;
    default:
      return flaw satisfies never;
  }
}

const QUERY_PARAMETERS =
  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, " +
  "X-Amz-SignedHeaders, and X-Amz-Expires parameters.";

const EXPIRY = {
  "not a number": "X-Amz-Expires should be a number",
  negative: "X-Amz-Expires must be non-negative",
  "more than a week":
    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
};

function describeS3Flaw(flaw: SignatureFlaw): AwsFault {
  switch (flaw.kind) {
    case "incomplete":
      if (flaw.missing.includes("Date")) {
        return new AwsFault("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403);
      }
      return new AwsFault("AuthorizationQueryParametersError", QUERY_PARAMETERS, 400);
    case "bad-expiry":
      return new AwsFault("AuthorizationQueryParametersError", EXPIRY[flaw.reason], 400);
    case "unsupported":
      return new AwsFault(
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
        400,
      );
    case "other-day":
      return new AwsFault("SignatureDoesNotMatch", sentenceOf(flaw), 403);
    case "too-old":
    case "too-new":
      return new AwsFault(
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        403,
      );
    case "expired":
      return new AwsFault("AccessDenied", "Request has expired", 403);
    case "unsigned-headers":
      return new AwsFault("AccessDenied", "There were headers present in the request which were not signed", 403);
    case "no-payload-hash":
      return new AwsFault("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400);
    case "other-payload":
      return new AwsFault(
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        400,
      );
    case "mismatch":
      return new AwsFault(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        403,
      );
    default:
      return flaw satisfies never;
  }
}
