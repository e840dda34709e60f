import { mfaDeviceKey } from "../mfa-devices";
import type { OperationContext } from "../operation";
import { iamArn } from "./arns";
import { deviceTable } from "./mfa-device-rows";
import { policyNameOf, policyTable } from "./policy-rows";
import { GROUP, ROLE, USER, nameKey, principalTable } from "./principals";
import type { PrincipalKind } from "./principals";
import { profileTable } from "./profile-rows";
import { serverCertificateTable } from "./server-certificate-rows";
import type { Tag } from "./tags";

type Input = Readonly<Record<string, unknown>>;

/** Something of IAM that a request names. */
export interface NamedEntity {
  readonly arn: string;
  /** What AWS calls it where access is denied. */
  readonly shownAs: string;
  readonly tags: readonly Tag[];
  readonly permissionsBoundary?: string | undefined;
}

/** How requests name the things of one resource type; undefined where a request names none. */
type FindNamed = (input: Input, context: OperationContext) => NamedEntity | undefined;

/** What of a row matters here. */
interface Row {
  readonly arn: string;
  readonly tags: readonly Tag[];
  readonly permissionsBoundary?: string | undefined;
}

/**
 * Resource types of IAM as the Service Authorization Reference has them, and the members of requests that name them. What
 * does not exist has the ARN that it would have. Words as public logs quote them: `role Name`, `user Name`,
 * `policy arn:…` (aws/aws-cdk issue 27067, aws-samples/rancher-on-aws-workshop issue 28).
 */
export const NAMED_ENTITIES: Readonly<Record<string, FindNamed>> = {
  role: (input, context) => principal(ROLE, text(input, "RoleName") ?? roleOfLink(input), input, context),
  user(input, context) {
    // Recorded from AWS in September 2026: a list of what all users have is of all users.
    if (input["AllUsers"] === true) return named("user", "*", input, context);
    return principal(USER, text(input, "UserName") ?? callerName(context), input, context);
  },
  group: (input, context) => principal(GROUP, text(input, "GroupName"), input, context),
  policy(input, context) {
    const arn = text(input, "PolicyArn");
    if (arn !== undefined) {
      return { arn, shownAs: `policy ${arn}`, tags: policyTable(context).get(nameKey(policyNameOf(arn)))?.tags ?? [] };
    }
    const name = text(input, "PolicyName");
    return name === undefined ? undefined : named("policy", name, input, context, `policy ${name}`);
  },
  "instance-profile"(input, context) {
    const name = text(input, "InstanceProfileName");
    if (name === undefined) return undefined;
    const row = profileTable(context).get(nameKey(name));
    const shownAs = `instance profile ${name}`;
    return row === undefined ? named("instance-profile", name, input, context, shownAs) : found(row, shownAs);
  },
  mfa(input, context) {
    const serialNumber = text(input, "SerialNumber");
    if (serialNumber === undefined) return byName("mfa", "VirtualMFADeviceName", input, context);
    const tags = deviceTable(context).get(mfaDeviceKey(serialNumber))?.tags ?? [];
    return { arn: serialNumber, shownAs: serialNumber, tags };
  },
  "saml-provider": (input, context) =>
    byArn(input, "SAMLProviderArn") ?? byName("saml-provider", "Name", input, context),
  "oidc-provider"(input, context) {
    const url = text(input, "Url");
    if (url === undefined) return byArn(input, "OpenIDConnectProviderArn");
    return named("oidc-provider", url.replace(/^https:\/\//, ""), {}, context);
  },
  "server-certificate"(input, context) {
    const row = serverCertificateTable(context).get(nameKey(text(input, "ServerCertificateName") ?? ""));
    return row === undefined
      ? byName("server-certificate", "ServerCertificateName", input, context)
      : found(row, row.arn);
  },
};

function principal(
  kind: PrincipalKind,
  name: string | undefined,
  input: Input,
  context: OperationContext,
): NamedEntity | undefined {
  if (name === undefined) return undefined;
  const row = principalTable(kind, context).get(nameKey(name));
  const shownAs = `${kind.word} ${name}`;
  return row === undefined ? named(kind.word, name, input, context, shownAs) : found(row, shownAs);
}

function found({ arn, tags, permissionsBoundary }: Row, shownAs: string): NamedEntity {
  return { arn, shownAs, tags, permissionsBoundary };
}

function named(type: string, name: string, input: Input, context: OperationContext, shownAs?: string): NamedEntity {
  const arn = iamArn(context, type, text(input, "Path") ?? "/", name);
  return { arn, shownAs: shownAs ?? arn, tags: [] };
}

function byArn(input: Input, member: string): NamedEntity | undefined {
  const arn = text(input, member);
  return arn === undefined ? undefined : { arn, shownAs: arn, tags: [] };
}

function byName(type: string, member: string, input: Input, context: OperationContext): NamedEntity | undefined {
  const name = text(input, member);
  return name === undefined ? undefined : named(type, name, input, context);
}

/** Operations that may leave out the user mean the one who calls. */
function callerName({ caller }: OperationContext): string | undefined {
  return /:user\/(?:.*\/)?([^/]+)$/.exec(caller.arn)?.[1];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html; the name is AWS's choice. */
function roleOfLink(input: Input): string | undefined {
  const service = text(input, "AWSServiceName");
  return service === undefined ? undefined : `aws-service-role/${service}/*`;
}

export function text(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
}
