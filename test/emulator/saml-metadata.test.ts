import { parseSamlMetadata } from "../../src/emulator/saml-metadata";
import { IDP_CERTIFICATE, WEAK_CERTIFICATE, samlMetadata } from "./saml-fixture";

describe("metadata of a SAML provider", () => {
  it("yields the entity id, the signing certificates and the end of its validity", () => {
    const metadata = parseSamlMetadata(samlMetadata({ attributes: 'validUntil="2040-01-02T03:04:05Z"' }));

    expect(metadata).toEqual({
      entityId: "https://idp.example.org/metadata",
      signingCertificates: [IDP_CERTIFICATE],
      validUntil: new Date("2040-01-02T03:04:05Z"),
    });
  });

  it("takes a key without use for signing, one for encryption not", () => {
    const both = samlMetadata().replace(' use="signing"', "");
    const encryption = samlMetadata().replace('use="signing"', 'use="encryption"');

    expect(parseSamlMetadata(both)?.signingCertificates).toHaveLength(1);
    expect(parseSamlMetadata(encryption)).toBeUndefined();
  });

  it("takes the first entity of several", () => {
    const entity = samlMetadata().replace(/^<\?.*\?>/, "");
    const several = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${entity}${entity}</EntitiesDescriptor>`;

    expect(parseSamlMetadata(several)?.entityId).toBe("https://idp.example.org/metadata");
  });

  it.each([
    ["nothing", ""],
    ["text", "metadata"],
    ["tags that do not match", samlMetadata().replace("</md:KeyDescriptor>", "</md:Key>")],
    ["a document that is cut off", samlMetadata().slice(0, -10)],
    ["a second root", `${samlMetadata()}<a/>`],
    ["a document type", samlMetadata().replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>')],
    ["another namespace", samlMetadata().replace("SAML:2.0:metadata", "SAML:1.0:metadata")],
    ["a service provider", samlMetadata().replaceAll("IDPSSODescriptor", "SPSSODescriptor")],
    ["no entity id", samlMetadata({ entityId: "" })],
    ["no certificate", samlMetadata({ certificate: "" })],
    ["a certificate that is none", samlMetadata({ certificate: IDP_CERTIFICATE.slice(40) })],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html: at least 1,024 bits
    ["a key that is too short", samlMetadata({ certificate: WEAK_CERTIFICATE })],
    ["a date that is none", samlMetadata({ attributes: 'validUntil="soon"' })],
    ["elements too deep", "<a>".repeat(100_000)],
  ])("refuses %s", (_case, text) => {
    expect(parseSamlMetadata(text)).toBeUndefined();
  });
});
