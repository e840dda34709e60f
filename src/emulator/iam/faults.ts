import { AwsFault } from "../fault";

// Sentences of this file: facts/aws-errors.tsv (recorded from AWS), where nothing else is said.

/** `The role with name X cannot be found.` */
export function noSuchEntity(word: "role" | "user" | "group", name: string): AwsFault {
  return new AwsFault("NoSuchEntity", `The ${word} with name ${name} cannot be found.`);
}

export function noSuchInlinePolicy(word: "role" | "user" | "group", policyName: string): AwsFault {
  return new AwsFault("NoSuchEntity", `The ${word} policy with name ${policyName} cannot be found.`);
}

/** `Role with name X already exists.` */
export function alreadyExists(title: "Role" | "User" | "Group", name: string): AwsFault {
  return new AwsFault("EntityAlreadyExists", `${title} with name ${name} already exists.`);
}

export function policyAlreadyExists(name: string): AwsFault {
  return new AwsFault(
    "EntityAlreadyExists",
    `A policy called ${name} already exists. Duplicate names are not allowed.`,
  );
}

export function policyNotFound(arn: string): AwsFault {
  return new AwsFault("NoSuchEntity", `Policy ${arn} was not found.`);
}

export function policyNotAttachable(arn: string): AwsFault {
  return new AwsFault("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`);
}

/** Observed for roles: aws/aws-cdk issue 6131. For users and groups by analogy (unverified). */
export function serviceRolePolicy(title: "Role" | "User" | "Group"): AwsFault {
  return new AwsFault("PolicyNotAttachable", `Cannot attach a Service Role Policy to a Customer ${title}.`);
}

export function policyVersionNotFound(arn: string, version: string): AwsFault {
  return new AwsFault("NoSuchEntity", `Policy ${arn} version ${version} does not exist or is not attachable.`);
}

export function invalidPolicyArn(arn: string): AwsFault {
  return new AwsFault("ValidationError", `ARN ${arn} is not valid.`);
}

export function foreignPolicy(what: string): AwsFault {
  return new AwsFault("AccessDenied", `Cannot ${what} outside your own account.`, 403);
}

/** `Cannot exceed quota for RolesPerAccount: 1000` */
export function quotaExceeded(quota: string, limit: number): AwsFault {
  return new AwsFault("LimitExceeded", `Cannot exceed quota for ${quota}: ${limit}`);
}

/** Observed in many public error logs (facts/cloudformation.md 4.2). */
export function inlineSizeExceeded(word: string, name: string, limit: number): AwsFault {
  return new AwsFault("LimitExceeded", `Maximum policy size of ${limit} bytes exceeded for ${word} ${name}`);
}

export function deleteConflict(message: string): AwsFault {
  return new AwsFault("DeleteConflict", message);
}

export function malformedPolicy(message: string): AwsFault {
  return new AwsFault("MalformedPolicyDocument", message);
}

export function instanceProfileNotFound(name: string): AwsFault {
  return new AwsFault("NoSuchEntity", `Instance Profile ${name} cannot be found.`);
}

/** Wording unverified. */
export function noSuchBoundary(word: string, name: string): AwsFault {
  return new AwsFault("NoSuchEntity", `The ${word} with name ${name} does not have a permissions boundary.`);
}
