import type { Principal } from "../decision/principal";
import type { ContextValues } from "./request-context";

/** What is known of a request besides who makes it. */
export interface RequestFacts {
  /** When the request is made: `aws:CurrentTime`, `aws:EpochTime`. */
  readonly time?: Date;
  /** IP address of the caller, IPv4 or IPv6; an IPv4 address mapped into IPv6 is IPv4. */
  readonly sourceIp?: string;
  /** Whether TLS was used. */
  readonly secureTransport?: boolean;
  readonly userAgent?: string;
  readonly referer?: string;
  /** Region of the endpoint that was called. */
  readonly region?: string;
  /** Account that owns the resource. */
  readonly resourceAccount?: string;
  /** Tags of the resource: `aws:ResourceTag/…`. */
  readonly resourceTags?: Readonly<Record<string, string>>;
  /** Tags in the request: `aws:RequestTag/…` and `aws:TagKeys`. */
  readonly requestTags?: Readonly<Record<string, string>>;
  /** When the temporary credentials of the caller were issued; absent for long-term keys. */
  readonly tokenIssued?: Date;
  /** Absent for long-term keys: then `aws:MultiFactorAuthPresent` is not in the request at all. */
  readonly multiFactor?: { readonly present: boolean; readonly ageInSeconds?: number };
  readonly sourceIdentity?: string;
  /** Services that called on the principal's behalf, the first caller first: `athena.amazonaws.com`. */
  readonly calledVia?: readonly string[];
  /** For a call of a service: on whose behalf it calls. */
  readonly source?: { readonly account?: string; readonly arn?: string };
  /** Organization of the principal. */
  readonly organization?: { readonly id: string; readonly path?: string };
}

/**
 * The global condition keys that a principal and the facts of its request give. Keys that AWS leaves out of such a request
 * are left out. What a caller of this knows better it puts over it: `{ ...globalContext(…), "aws:SourceVpc": "vpc-1" }`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalContext(principal: Principal, facts: RequestFacts = {}): ContextValues {
  const { time, calledVia, requestTags, resourceTags } = facts;
  return {
    ...principalKeys(principal),
    "aws:CurrentTime": time?.toISOString(),
    "aws:EpochTime": time === undefined ? undefined : Math.floor(time.getTime() / 1000),
    "aws:SourceIp": facts.sourceIp?.replace(/^::ffff:(?=[0-9]+\.)/i, ""),
    "aws:SecureTransport": facts.secureTransport,
    "aws:UserAgent": facts.userAgent,
    "aws:Referer": facts.referer,
    "aws:RequestedRegion": facts.region,
    "aws:ResourceAccount": facts.resourceAccount,
    ...prefixed("aws:ResourceTag/", resourceTags),
    ...prefixed("aws:RequestTag/", requestTags),
    "aws:TagKeys": requestTags === undefined ? undefined : Object.keys(requestTags),
    "aws:TokenIssueTime": facts.tokenIssued?.toISOString(),
    "aws:MultiFactorAuthPresent": facts.multiFactor?.present,
    "aws:MultiFactorAuthAge": facts.multiFactor?.ageInSeconds,
    "aws:SourceIdentity": facts.sourceIdentity,
    "aws:CalledVia": calledVia,
    "aws:CalledViaFirst": calledVia?.at(0),
    "aws:CalledViaLast": calledVia?.at(-1),
    "aws:ViaAWSService": calledVia === undefined ? false : calledVia.length > 0,
    "aws:SourceAccount": facts.source?.account,
    "aws:SourceArn": facts.source?.arn,
    "aws:PrincipalOrgID": facts.organization?.id,
    "aws:PrincipalOrgPaths": facts.organization?.path === undefined ? undefined : [facts.organization.path],
  };
}

/**
 * Keys of the principal, as the table of values for each kind has them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function principalKeys(principal: Principal): ContextValues {
  switch (principal.kind) {
    case "root":
      return {
        ...accountKeys(principal, `arn:${principal.partition}:iam::${principal.account}:root`, "Account"),
        "aws:userid": principal.account,
      };
    case "user":
      return {
        ...accountKeys(principal, principal.arn, "User"),
        "aws:userid": principal.userId,
        "aws:username": principal.arn.slice(principal.arn.lastIndexOf("/") + 1),
      };
    case "role":
      return { ...accountKeys(principal, principal.arn, "AssumedRole"), "aws:userid": principal.roleId };
    case "role-session":
      return {
        // The ARN of the role, not of the session.
        ...accountKeys(principal, principal.roleArn, "AssumedRole"),
        "aws:userid": `${principal.roleId}:${principal.sessionName}`,
        "aws:FederatedProvider": principal.federatedProvider,
      };
    case "federated-user":
      return {
        ...accountKeys(principal, principal.arn, "FederatedUser"),
        "aws:userid": `${principal.account}:${principal.name}`,
      };
    case "web-identity":
    case "saml":
      return { "aws:FederatedProvider": principal.provider, "aws:PrincipalIsAWSService": false };
    case "service":
      return {
        "aws:PrincipalIsAWSService": true,
        "aws:PrincipalServiceName": principal.service,
        "aws:PrincipalServiceNamesList": [principal.service],
      };
    case "anonymous":
      return { "aws:PrincipalType": "Anonymous", "aws:userid": "anonymous", "aws:PrincipalIsAWSService": false };
    default:
      return principal satisfies never;
  }
}

function accountKeys(
  principal: { readonly account: string; readonly tags?: Readonly<Record<string, string>> },
  arn: string,
  type: string,
): ContextValues {
  return {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": principal.account,
    "aws:PrincipalType": type,
    "aws:PrincipalIsAWSService": false,
    ...prefixed("aws:PrincipalTag/", principal.tags),
  };
}

function prefixed(prefix: string, tags: Readonly<Record<string, string>> | undefined): ContextValues {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`${prefix}${key}`, value]));
}
