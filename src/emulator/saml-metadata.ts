import { X509Certificate } from "node:crypto";
import { readXml } from "./protocol/xml-reader";
import type { XmlNode } from "./protocol/xml-reader";

/** What IAM and STS need of an identity provider's metadata document. */
export interface SamlMetadata {
  /** The `Issuer` of its assertions. */
  readonly entityId: string;
  /** DER of the certificates that may sign assertions, base64 without white space. At least one. */
  readonly signingCertificates: readonly string[];
  readonly validUntil: Date | undefined;
}

const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";

/** Bits of an RSA key. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_issuer-metadata */
const SHORTEST_KEY = 1024;

/**
 * Reads the metadata of a SAML 2.0 identity provider. Undefined for what is none: not well formed, without entity id,
 * without IDPSSODescriptor, or without signing certificates that can be read. Their dates do not matter, to AWS neither.
 *
 * https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf
 */
export function parseSamlMetadata(text: string): SamlMetadata | undefined {
  const root = readXml(text);
  if (root === undefined || !namesMetadata(root)) return undefined;
  const entity = root.name === "EntitiesDescriptor" ? childrenOf(root, "EntityDescriptor")[0] : root;
  if (entity?.name !== "EntityDescriptor") return undefined;
  const entityId = entity.attributes.get("entityID") ?? "";
  const signingCertificates = childrenOf(entity, "IDPSSODescriptor")
    .flatMap((descriptor) => childrenOf(descriptor, "KeyDescriptor"))
    // A key without `use` is for signing and for encryption.
    .filter((key) => key.attributes.get("use") !== "encryption")
    .flatMap((key) => childrenOf(key, "KeyInfo"))
    .flatMap((info) => childrenOf(info, "X509Data"))
    .flatMap((data) => childrenOf(data, "X509Certificate"))
    .map((certificate) => certificate.text.replace(/\s/g, ""));
  const validUntil = readDate(entity.attributes.get("validUntil"));
  if (entityId === "" || validUntil === "unreadable") return undefined;
  if (signingCertificates.length === 0 || !signingCertificates.every(isUsableCertificate)) return undefined;
  return { entityId, signingCertificates, validUntil };
}

/** The reader passes namespaces over, so that the declaration is looked for instead. */
function namesMetadata(root: XmlNode): boolean {
  return [...root.attributes].some(([name, value]) => /^xmlns(:|$)/.test(name) && value === METADATA);
}

function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((child) => child.name === name);
}

function isUsableCertificate(base64: string): boolean {
  try {
    const { asymmetricKeyDetails } = new X509Certificate(Buffer.from(base64, "base64")).publicKey;
    return (asymmetricKeyDetails?.modulusLength ?? SHORTEST_KEY) >= SHORTEST_KEY;
  } catch {
    return false;
  }
}

function readDate(text: string | undefined): Date | undefined | "unreadable" {
  if (text === undefined) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? "unreadable" : date;
}
