import { readXml } from "../protocol/xml-reader";
import type { XmlNode } from "../protocol/xml-reader";

const XML_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

/**
 * The assertion that one of the certificates has signed, by itself or with the response around it; undefined where none
 * has. Only what was signed is read, so that nothing can be wrapped around it.
 * https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf, 5
 *
 * @param response XML that `readXml` could read
 * @param certificates DER, base64
 */
export async function findSignedAssertion(
  response: string,
  certificates: readonly string[],
): Promise<XmlNode | undefined> {
  const { DOMParser } = await import("@xmldom/xmldom");
  const document = new DOMParser({ errorHandler: () => undefined }).parseFromString(response, "text/xml");
  const signatures = Array.from(document.getElementsByTagNameNS(XML_SIGNATURE, "Signature"));
  // The response and each assertion may have one.
  for (const signature of signatures.slice(0, MOST_SIGNATURES)) {
    for (const certificate of certificates) {
      const signed = await readSigned(response, signature, certificate);
      const assertion = signed?.name === "Response" ? onlyAssertionIn(signed) : signed;
      if (assertion?.name === "Assertion") return assertion;
    }
  }
  return undefined;
}

const MOST_SIGNATURES = 4;

/** The element that a signature vouches for; undefined where it does not hold. */
async function readSigned(response: string, signature: Node, certificate: string): Promise<XmlNode | undefined> {
  const { SignedXml } = await import("xml-crypto");
  const lines = certificate.match(/.{1,64}/g) ?? [];
  const publicCert = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
  // Without getCertFromKeyInfo, as the certificate in the response is anybody's.
  const signedXml = new SignedXml({ publicCert });
  try {
    signedXml.loadSignature(signature);
    if (!signedXml.checkSignature(response)) return undefined;
  } catch (error) {
    // xml-crypto says so of signatures that are malformed, of unknown algorithms, or wrong.
    if (error instanceof Error) return undefined;
    throw error;
  }
  const [signed] = signedXml.getSignedReferences();
  return signed === undefined ? undefined : readXml(signed);
}

function onlyAssertionIn(response: XmlNode): XmlNode | undefined {
  const assertions = response.children.filter(({ name }) => name === "Assertion");
  return assertions.length === 1 ? assertions[0] : undefined;
}
