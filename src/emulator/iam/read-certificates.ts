import { X509Certificate } from "node:crypto";

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/** The certificates of a PEM text, in order; undefined where one of them is none, or something stands beside them. */
export function readCertificates(pem: string): X509Certificate[] | undefined {
  const certificates: X509Certificate[] = [];
  let rest = pem.trim();
  while (rest !== "") {
    // By hand: a pattern would search the rest of the text anew for every beginning without an end.
    const end = rest.indexOf(END);
    if (!rest.startsWith(BEGIN) || end < 0) return undefined;
    const certificate = readCertificate(rest.slice(0, end + END.length));
    if (certificate === undefined) return undefined;
    certificates.push(certificate);
    rest = rest.slice(end + END.length).trimStart();
  }
  return certificates;
}

/** The certificate of a text with one; undefined where it is none. */
export function readSingleCertificate(pem: string): X509Certificate | undefined {
  const certificates = readCertificates(pem);
  return certificates?.length === 1 ? certificates[0] : undefined;
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // What OpenSSL cannot read is no certificate.
    return undefined;
  }
}

/** When a certificate begins and ceases to hold. */
export function readValidity(certificate: X509Certificate): { readonly from: Date; readonly to: Date } {
  return { from: new Date(certificate.validFrom), to: new Date(certificate.validTo) };
}

/**
 * Position in the chain of the certificate that breaks it; undefined for a chain that holds, -1 where it does not lead to
 * its last certificate. This is how Java checks a path (CertPathValidatorException.getIndex), which explains every answer
 * that was recorded or observed of AWS.
 */
export function findBrokenLink(
  certificate: X509Certificate,
  chain: readonly X509Certificate[],
  now: Date,
): number | undefined {
  const anchor = chain.at(-1);
  if (anchor === undefined) return undefined;
  const path = [certificate, ...chain.slice(0, -1)];
  let issuer = anchor;
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const link = path[index] as X509Certificate;
    if (!isIssuedBy(link, issuer)) return issuer === anchor ? -1 : index;
    const { from, to } = readValidity(link);
    if (now < from || now > to || (index > 0 && !link.ca)) return index;
    issuer = link;
  }
  return undefined;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey);
}
