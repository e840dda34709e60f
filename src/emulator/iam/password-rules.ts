import { AwsFault } from "../fault";
import type { PasswordPolicyRow } from "./password-policy";

/** A kind of character that a policy may ask for. */
interface CharacterRule {
  readonly word: string;
  readonly pattern: RegExp;
  isRequired(policy: PasswordPolicyRow): boolean;
}

// Symbols: API_PasswordPolicy.html. Words: "uppercase letter" and "symbol" are observed, in this order.
const CHARACTER_RULES: readonly CharacterRule[] = [
  { word: "uppercase letter", pattern: /[A-Z]/, isRequired: (policy) => policy.requireUppercase },
  { word: "lowercase letter", pattern: /[a-z]/, isRequired: (policy) => policy.requireLowercase },
  { word: "number", pattern: /[0-9]/, isRequired: (policy) => policy.requireNumbers },
  { word: "symbol", pattern: /[!@#$%^&*()_+\-=[\]{}|']/, isRequired: (policy) => policy.requireSymbols },
];

/**
 * What holds without a policy of the account: eight characters of three of the four kinds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
const DEFAULT = { minimumLength: 8, kinds: 3 };

/** Refuses a password that the policy refuses. Sentences observed; how AWS puts several together is unverified. */
export function checkPassword(password: string, policy: PasswordPolicyRow | undefined): void {
  const complaints = [
    ...complainOfLength(password, policy?.minimumLength ?? DEFAULT.minimumLength),
    ...(policy === undefined ? complainOfKinds(password) : complainOfCharacters(password, policy)),
  ];
  if (complaints.length > 0) throw new AwsFault("PasswordPolicyViolation", complaints.join(", "));
}

function complainOfLength(password: string, minimum: number): string[] {
  return password.length >= minimum ? [] : [`Password should have a minimum length of ${minimum}`];
}

function complainOfCharacters(password: string, policy: PasswordPolicyRow): string[] {
  return CHARACTER_RULES.filter((rule) => rule.isRequired(policy) && !rule.pattern.test(password)).map(complain);
}

function complainOfKinds(password: string): string[] {
  const absent = CHARACTER_RULES.filter(({ pattern }) => !pattern.test(password));
  const wanted = DEFAULT.kinds - (CHARACTER_RULES.length - absent.length);
  if (wanted <= 0) return [];
  const list = absent.map(complain).join(", ");
  return [`Password should meet ${wanted} more of the following requirements: ${list}`];
}

function complain({ word }: CharacterRule): string {
  return `Password should have at least one ${word}`;
}
