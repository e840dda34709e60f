import { AwsFault } from "../fault";

/** As public logs quote it: aws-actions/configure-aws-credentials issue 465. */
export function notAuthorized(callerArn: string, action: string, resource: string): AwsFault {
  const message = `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsFault("AccessDenied", message, 403);
}

/** For callers without credentials. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html */
export function notAuthorizedAnonymously(action: string): AwsFault {
  return new AwsFault("AccessDenied", `Not authorized to perform ${action}`, 403);
}

/** As public logs quote it: aws/aws-sdk-net issue 1704, fwdcloudsec/granted issue 151. */
export function notWithSession(operation: string): AwsFault {
  return new AwsFault("AccessDenied", `Cannot call ${operation} with session credentials`, 403);
}

export function validationError(message: string): AwsFault {
  return new AwsFault("ValidationError", message, 400);
}

/** Recorded from AWS (facts/aws-errors.tsv). */
export function invalidArn(arn: string): AwsFault {
  return validationError(`${arn} is invalid`);
}

export function invalidParameter(message: string): AwsFault {
  return new AwsFault("InvalidParameterValue", message, 400);
}

export function malformedPolicy(message: string): AwsFault {
  return new AwsFault("MalformedPolicyDocument", message, 400);
}

export function invalidIdentityToken(message: string): AwsFault {
  return new AwsFault("InvalidIdentityToken", message, 400);
}

export function expiredIdentityToken(message: string): AwsFault {
  return new AwsFault("ExpiredTokenException", message, 400);
}
