import type { Principal } from "../decision/principal";
import type { NamedPrincipal } from "../trust-policy";

/**
 * How closely a statement names a principal, the closer the greater. What a policy of a resource gives to somebody named
 * by account is only delegated; what it gives to a role is limited by boundary and session policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const CLOSENESS = { none: 0, account: 1, everyone: 2, role: 3, self: 4 } as const;
export type Closeness = (typeof CLOSENESS)[keyof typeof CLOSENESS];

/** The principals that an element names, ready to be asked. */
export class PrincipalElement {
  readonly #everyone: boolean;
  readonly #aws: ReadonlySet<string>;
  readonly #services: ReadonlySet<string>;
  readonly #federated: ReadonlySet<string>;

  constructor(named: readonly NamedPrincipal[]) {
    const idsOf = (wanted: string): string[] => named.filter(({ type }) => type === wanted).map(({ id }) => id);
    this.#aws = new Set(idsOf("AWS"));
    this.#everyone = this.#aws.has("*");
    this.#services = new Set(idsOf("Service"));
    this.#federated = new Set(idsOf("Federated"));
  }

  /** How closely the element names a principal; the closest counts. */
  closenessOf(principal: Principal): Closeness {
    switch (principal.kind) {
      case "root":
        if (this.#namesAccount(principal)) return CLOSENESS.self;
        break;
      case "user":
        if (this.#aws.has(principal.arn) || this.#aws.has(principal.userId)) return CLOSENESS.self;
        break;
      case "role":
        if (this.#aws.has(principal.arn) || this.#aws.has(principal.roleId)) return CLOSENESS.role;
        break;
      case "role-session":
        if (this.#aws.has(principal.arn)) return CLOSENESS.self;
        if (this.#aws.has(principal.roleArn) || this.#aws.has(principal.roleId)) return CLOSENESS.role;
        if (principal.federatedProvider !== undefined && this.#federated.has(principal.federatedProvider)) {
          return CLOSENESS.role;
        }
        break;
      case "federated-user":
        if (this.#aws.has(principal.arn)) return CLOSENESS.self;
        // What the issuing user is given, the session has within its boundary and session policies.
        if (!isRoot(principal.issuerArn) && this.#aws.has(principal.issuerArn)) return CLOSENESS.role;
        break;
      case "service":
        if (this.#services.has(principal.service) || this.#services.has("*")) return CLOSENESS.self;
        break;
      case "web-identity":
      case "saml":
        if (this.#federated.has(principal.provider) || this.#federated.has("*")) return CLOSENESS.self;
        break;
      case "anonymous":
        break;
      default:
        return principal satisfies never;
    }
    if (this.#everyone) return CLOSENESS.everyone;
    return "account" in principal && this.#namesAccount(principal) ? CLOSENESS.account : CLOSENESS.none;
  }

  /**
   * Whether the element, as NotPrincipal, leaves the principal out of a Deny. Its account must be named, and its role, and
   * itself: AWS looks at one after the other.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
   */
  exempts(principal: Principal): boolean {
    if (!("account" in principal)) return this.closenessOf(principal) !== CLOSENESS.none;
    if (this.#everyone) return true;
    if (!this.#namesAccount(principal)) return false;
    switch (principal.kind) {
      case "root":
        return true;
      case "user":
        return this.#aws.has(principal.arn) || this.#aws.has(principal.userId);
      case "role":
        return this.#aws.has(principal.arn) || this.#aws.has(principal.roleId);
      case "role-session":
        return this.#aws.has(principal.arn) && (this.#aws.has(principal.roleArn) || this.#aws.has(principal.roleId));
      case "federated-user":
        return this.#aws.has(principal.arn);
      default:
        return principal satisfies never;
    }
  }

  #namesAccount({ account, partition }: { readonly account: string; readonly partition: string }): boolean {
    return this.#aws.has(account) || this.#aws.has(`arn:${partition}:iam::${account}:root`);
  }
}

function isRoot(arn: string): boolean {
  return arn.endsWith(":root");
}
