import type { Principal } from "../decision/principal";
import type { ContextValue, ContextValues } from "./request-context";

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
  const { time, calledVia, requestTags, multiFactor, source, organization } = facts;
  const keys: Keys = {};
  addPrincipalKeys(keys, principal);
  if (time !== undefined) {
    keys["aws:CurrentTime"] = time.toISOString();
    keys["aws:EpochTime"] = Math.floor(time.getTime() / 1000);
  }
  if (facts.sourceIp !== undefined) keys["aws:SourceIp"] = facts.sourceIp.replace(/^::ffff:(?=[0-9]+\.)/i, "");
  add(keys, "aws:SecureTransport", facts.secureTransport);
  add(keys, "aws:UserAgent", facts.userAgent);
  add(keys, "aws:Referer", facts.referer);
  add(keys, "aws:RequestedRegion", facts.region);
  add(keys, "aws:ResourceAccount", facts.resourceAccount);
  addTags(keys, "aws:ResourceTag/", facts.resourceTags);
  addTags(keys, "aws:RequestTag/", requestTags);
  if (requestTags !== undefined) keys["aws:TagKeys"] = Object.keys(requestTags);
  add(keys, "aws:TokenIssueTime", facts.tokenIssued?.toISOString());
  add(keys, "aws:MultiFactorAuthPresent", multiFactor?.present);
  add(keys, "aws:MultiFactorAuthAge", multiFactor?.ageInSeconds);
  add(keys, "aws:SourceIdentity", facts.sourceIdentity);
  if (calledVia !== undefined && calledVia.length > 0) {
    keys["aws:CalledVia"] = calledVia;
    add(keys, "aws:CalledViaFirst", calledVia.at(0));
    add(keys, "aws:CalledViaLast", calledVia.at(-1));
  }
  keys["aws:ViaAWSService"] = calledVia !== undefined && calledVia.length > 0;
  add(keys, "aws:SourceAccount", source?.account);
  add(keys, "aws:SourceArn", source?.arn);
  add(keys, "aws:PrincipalOrgID", organization?.id);
  if (organization?.path !== undefined) keys["aws:PrincipalOrgPaths"] = [organization.path];
  return keys;
}

type Keys = Record<string, ContextValues[string]>;

/**
 * Keys of the principal, as the table of values for each kind has them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function addPrincipalKeys(keys: Keys, principal: Principal): void {
  keys["aws:PrincipalIsAWSService"] = principal.kind === "service";
  switch (principal.kind) {
    case "root":
      addAccountKeys(keys, principal, `arn:${principal.partition}:iam::${principal.account}:root`, "Account");
      keys["aws:userid"] = principal.account;
      break;
    case "user":
      addAccountKeys(keys, principal, principal.arn, "User");
      keys["aws:userid"] = principal.userId;
      keys["aws:username"] = principal.arn.slice(principal.arn.lastIndexOf("/") + 1);
      break;
    case "role":
      addAccountKeys(keys, principal, principal.arn, "AssumedRole");
      keys["aws:userid"] = principal.roleId;
      break;
    case "role-session":
      // The ARN of the role, not of the session.
      addAccountKeys(keys, principal, principal.roleArn, "AssumedRole");
      keys["aws:userid"] = `${principal.roleId}:${principal.sessionName}`;
      add(keys, "aws:FederatedProvider", principal.federatedProvider);
      break;
    case "federated-user":
      addAccountKeys(keys, principal, principal.arn, "FederatedUser");
      keys["aws:userid"] = `${principal.account}:${principal.name}`;
      break;
    case "web-identity":
    case "saml":
      keys["aws:FederatedProvider"] = principal.provider;
      break;
    case "service":
      keys["aws:PrincipalServiceName"] = principal.service;
      keys["aws:PrincipalServiceNamesList"] = [principal.service];
      break;
    case "anonymous":
      keys["aws:PrincipalType"] = "Anonymous";
      keys["aws:userid"] = "anonymous";
      break;
    default:
      principal satisfies never;
  }
}

function addAccountKeys(
  keys: Keys,
  { account, tags }: { readonly account: string; readonly tags?: Readonly<Record<string, string>> },
  arn: string,
  type: string,
): void {
  keys["aws:PrincipalArn"] = arn;
  keys["aws:PrincipalAccount"] = account;
  keys["aws:PrincipalType"] = type;
  addTags(keys, "aws:PrincipalTag/", tags);
}

function addTags(keys: Keys, prefix: string, tags: Readonly<Record<string, string>> | undefined): void {
  for (const [key, value] of Object.entries(tags ?? {})) keys[`${prefix}${key}`] = value;
}

function add(keys: Keys, key: string, value: ContextValue | undefined): void {
  if (value !== undefined) keys[key] = value;
}
