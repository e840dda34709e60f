import type { XmlNode } from "../protocol/xml-reader";

/** What STS reads of an assertion. https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf */
export interface SamlAssertion {
  readonly issuer: string;
  readonly subject: string;
  /** `persistent`, `transient`; other formats than SAML 2.0's whole. */
  readonly subjectType: string;
  readonly recipient: string;
  readonly audiences: readonly string[];
  readonly issued: Date | undefined;
  readonly notBefore: Date | undefined;
  /** The earliest of all ends that the assertion names for itself. */
  readonly notOnOrAfter: Date | undefined;
  readonly sessionNotOnOrAfter: Date | undefined;
  /** Values by the attribute's name. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const FORMAT_PREFIX = "urn:oasis:names:tc:SAML:2.0:nameid-format:";

export function readAssertion(assertion: XmlNode): SamlAssertion {
  const [subject] = childrenOf(assertion, "Subject");
  const [nameId] = childrenOf(subject, "NameID");
  const [confirmation] = childrenOf(childrenOf(subject, "SubjectConfirmation")[0], "SubjectConfirmationData");
  const [conditions] = childrenOf(assertion, "Conditions");
  const [statement] = childrenOf(assertion, "AuthnStatement");
  const ends = [dateOf(confirmation, "NotOnOrAfter"), dateOf(conditions, "NotOnOrAfter")];
  const format = nameId?.attributes.get("Format") ?? "";
  return {
    issuer: childrenOf(assertion, "Issuer")[0]?.text.trim() ?? "",
    subject: nameId?.text.trim() ?? "",
    subjectType: format.startsWith(FORMAT_PREFIX) ? format.slice(FORMAT_PREFIX.length) : format,
    recipient: confirmation?.attributes.get("Recipient") ?? "",
    audiences: childrenOf(conditions, "AudienceRestriction")
      .flatMap((restriction) => childrenOf(restriction, "Audience"))
      .map(({ text }) => text.trim()),
    issued: dateOf(assertion, "IssueInstant"),
    notBefore: dateOf(conditions, "NotBefore"),
    notOnOrAfter: ends.filter((end) => end !== undefined).sort((a, b) => a.getTime() - b.getTime())[0],
    sessionNotOnOrAfter: dateOf(statement, "SessionNotOnOrAfter"),
    attributes: readAttributes(assertion),
  };
}

function readAttributes(assertion: XmlNode): ReadonlyMap<string, readonly string[]> {
  const attributes = childrenOf(assertion, "AttributeStatement").flatMap((one) => childrenOf(one, "Attribute"));
  return new Map(
    attributes.map((attribute) => [
      attribute.attributes.get("Name") ?? "",
      childrenOf(attribute, "AttributeValue").map(({ text }) => text.trim()),
    ]),
  );
}

function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Undefined where it is not there, and where it is no date. */
function dateOf(node: XmlNode | undefined, attribute: string): Date | undefined {
  const text = node?.attributes.get(attribute);
  const date = text === undefined ? undefined : new Date(text);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
