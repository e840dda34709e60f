/** What every principal of an account has. */
interface InAccount {
  /** Twelve digits. */
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Tags of the principal and its session, which `aws:PrincipalTag/…` reads. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The root user of an account. */
export interface RootPrincipal extends InAccount {
  readonly kind: "root";
}

/** An IAM user; with the credentials of GetSessionToken, too. */
export interface UserPrincipal extends InAccount {
  readonly kind: "user";
  readonly arn: string;
  /** `AIDA…` */
  readonly userId: string;
}

/** Somebody in a role: the caller of everything that is done with assumed credentials. */
export interface RoleSessionPrincipal extends InAccount {
  readonly kind: "role-session";
  /** `arn:aws:sts::123456789012:assumed-role/Name/session` */
  readonly arn: string;
  /** ARN of the role with its path. */
  readonly roleArn: string;
  /** `AROA…` */
  readonly roleId: string;
  readonly sessionName: string;
  /** Who vouched for a session of AssumeRoleWithSAML or AssumeRoleWithWebIdentity. */
  readonly federatedProvider?: string;
}

/** A role as such, as a simulation names it: what any of its sessions may do. */
export interface RolePrincipal extends InAccount {
  readonly kind: "role";
  readonly arn: string;
  /** `AROA…` */
  readonly roleId: string;
}

/** A session of GetFederationToken. */
export interface FederatedUserPrincipal extends InAccount {
  readonly kind: "federated-user";
  /** `arn:aws:sts::123456789012:federated-user/name` */
  readonly arn: string;
  readonly name: string;
  /** ARN of the user, or the root, that called GetFederationToken. */
  readonly issuerArn: string;
}

/** Somebody with a token of a web identity provider, before a role is assumed. */
export interface WebIdentityPrincipal {
  readonly kind: "web-identity";
  /** ARN of the OIDC provider, or one that AWS knows: `accounts.google.com`. */
  readonly provider: string;
}

/** Somebody with a SAML assertion, before a role is assumed. */
export interface SamlPrincipal {
  readonly kind: "saml";
  /** ARN of the SAML provider. */
  readonly provider: string;
}

/** An AWS service that acts for itself. */
export interface ServicePrincipal {
  readonly kind: "service";
  /** `lambda.amazonaws.com` */
  readonly service: string;
}

/** Nobody known: a request that nobody signed. */
export interface AnonymousPrincipal {
  readonly kind: "anonymous";
}

/**
 * Who makes a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  | RootPrincipal
  | UserPrincipal
  | RolePrincipal
  | RoleSessionPrincipal
  | FederatedUserPrincipal
  | WebIdentityPrincipal
  | SamlPrincipal
  | ServicePrincipal
  | AnonymousPrincipal;

/** The account of a principal; undefined for those that have none. */
export function accountOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case "root":
    case "user":
    case "role":
    case "role-session":
    case "federated-user":
      return principal.account;
    case "web-identity":
    case "saml":
    case "service":
    case "anonymous":
      return undefined;
    default:
      return principal satisfies never;
  }
}

/** A principal as messages name it: its ARN where it has one. */
export function describePrincipal(principal: Principal): string {
  switch (principal.kind) {
    case "root":
      return `arn:${principal.partition}:iam::${principal.account}:root`;
    case "user":
    case "role":
    case "role-session":
    case "federated-user":
      return principal.arn;
    case "web-identity":
    case "saml":
      return principal.provider;
    case "service":
      return principal.service;
    case "anonymous":
      return "anonymous";
    default:
      return principal satisfies never;
  }
}
