import { SignedXml } from "xml-crypto";
import { makeCertificate } from "../iam/make-certificate";

/** The SAML provider that the responses are for. */
export const PROVIDER = "arn:aws:iam::123456789012:saml-provider/corp";
/** Who makes the responses. */
export const IDP = "https://idp.example.org/metadata";
/** By which they are signed. */
export const CERTIFICATE = makeCertificate({ name: "idp.example.org", keyType: "rsa" });

export interface ResponseWish {
  readonly issuer?: string;
  readonly audience?: string;
  /** By name; those of AWS without their prefix. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly issued?: string;
  readonly ends?: string;
  readonly sessionEnds?: string;
}

/** A response as an identity provider makes it on 2026-11-21 at 10:00 UTC, without a signature. */
export function responseFor(roleArn: string, wish: ResponseWish = {}): string {
  const { issuer = IDP, audience = "https://signin.aws.amazon.com/saml", ends = "2026-11-21T10:04:00Z" } = wish;
  const attributes = { Role: `${roleArn},${PROVIDER}`, RoleSessionName: "me@example.org", ...wish.attributes };
  const statements = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const full = name.includes(":oid:") ? name : `https://aws.amazon.com/SAML/Attributes/${name}`;
      return `<saml:Attribute Name="${full}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
    });
  const session = wish.sessionEnds === undefined ? "" : ` SessionNotOnOrAfter="${wish.sessionEnds}"`;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="response" Version="2.0" IssueInstant="2026-11-21T09:59:00Z"><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="assertion" Version="2.0" IssueInstant="${wish.issued ?? "2026-11-21T09:59:00Z"}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">user-1</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${ends}" Recipient="https://signin.aws.amazon.com/saml"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-11-21T09:58:00Z" NotOnOrAfter="${ends}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement${session}/><saml:AttributeStatement>${statements.join("")}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

/** Signs the assertion, or the whole response. */
export function sign(xml: string, element: "Assertion" | "Response" = "Assertion", by = CERTIFICATE): string {
  const signature = new SignedXml({
    privateKey: by.privateKey,
    publicCert: by.pem,
    signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    canonicalizationAlgorithm: "http://www.w3.org/2001/10/xml-exc-c14n#",
    getKeyInfoContent: () => `<X509Data><X509Certificate>${by.der.toString("base64")}</X509Certificate></X509Data>`,
  });
  const xpath = `//*[local-name(.)='${element}']`;
  signature.addReference({
    xpath,
    digestAlgorithm: "http://www.w3.org/2001/04/xmlenc#sha256",
    transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"],
  });
  signature.computeSignature(xml, { location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: "after" } });
  return signature.getSignedXml();
}
