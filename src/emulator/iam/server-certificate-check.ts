import { createPrivateKey } from "node:crypto";
import type { KeyObject, X509Certificate } from "node:crypto";
import { AwsFault } from "../fault";
import { findBrokenLink, readCertificates, readSingleCertificate, readValidity } from "./read-certificates";

// Sentences of this file: recorded from AWS in September 2026, where nothing else is said.

/** What somebody uploads, PEM all of it. */
interface Material {
  readonly body: string;
  readonly chain: string | undefined;
  readonly privateKey: string;
}

/** Refuses what AWS refuses of a server certificate; answers when it expires. */
export function checkServerCertificate(
  { body, chain, privateKey }: Material,
  now: Date,
): { readonly expiration: Date } {
  const certificate = readSingleCertificate(body);
  if (certificate === undefined) {
    throw malformed("Unable to parse certificate. Please ensure the certificate is in PEM format.");
  }
  checkKey(certificate, privateKey);
  const expiration = checkValidity(certificate, now);
  if (chain !== undefined) checkChain(certificate, chain, now);
  return { expiration };
}

function checkKey(certificate: X509Certificate, privateKey: string): void {
  const key = readPrivateKey(privateKey);
  // Words unverified; the sentence is observed of certificates.
  if (key === undefined) throw malformed("Unable to parse key. Please ensure the key is in PEM format.");
  if (certificate.checkPrivateKey(key)) return;
  const message =
    "The private key did not match the public key provided. Please verify the key material and try again.";
  throw new AwsFault("KeyPairMismatch", message);
}

function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // What OpenSSL cannot read is no key, and neither is one that needs a pass phrase.
    return undefined;
  }
}

function checkValidity(certificate: X509Certificate, now: Date): Date {
  const { from, to } = readValidity(certificate);
  if (now > to) {
    throw malformed("Certificate is no longer valid. The 'Not After' date restriction on the certificate has passed.");
  }
  // Words by analogy (unverified).
  if (now < from) {
    throw malformed(
      "Certificate is not yet valid. The 'Not Before' date restriction on the certificate has not passed.",
    );
  }
  return to;
}

function checkChain(certificate: X509Certificate, pem: string, now: Date): void {
  const chain = readCertificates(pem);
  // Recorded: AWS says nothing here but the code.
  if (chain === undefined || chain.length === 0) throw malformed("");
  const broken = findBrokenLink(certificate, chain, now);
  if (broken === undefined) return;
  throw malformed(
    "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, " +
      `followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${broken}`,
  );
}

function malformed(message: string): AwsFault {
  return new AwsFault("MalformedCertificate", message);
}
