import { generateKeyPairSync } from "node:crypto";
import { makeCertificate } from "../../emulator/iam/make-certificate";
import { samlMetadata } from "../../emulator/saml-fixture";

/** Values of the variables of iam.tf that Terraform cannot make. */
export interface IamVariables {
  readonly certificate: { readonly body: string; readonly key: string; readonly chain: string };
  readonly signing_certificate: string;
  readonly ssh_key: string;
  readonly saml_metadata: { readonly first: string; readonly second: string };
}

export function makeIamVariables(): IamVariables {
  const authority = makeCertificate({ name: "authority", ca: true, keyType: "rsa" });
  const certificate = makeCertificate({ name: "notes.example.org", issuer: authority, keyType: "rsa" });
  return {
    certificate: { body: certificate.pem, key: certificate.privateKey, chain: authority.pem },
    signing_certificate: makeCertificate({ name: "ann", keyType: "rsa" }).pem,
    ssh_key: makeSshKey(),
    saml_metadata: {
      first: samlMetadata(),
      second: samlMetadata({ entityId: "https://second.example.org/metadata" }),
    },
  };
}

/** An RSA public key as SSH writes it: fields with their lengths before them. https://www.rfc-editor.org/rfc/rfc4253#section-6.6 */
export function makeSshKey(): string {
  const { n = "", e = "" } = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });
  // A number whose first bit is set gets a zero byte before it, not to be negative.
  const modulus = Buffer.concat([Buffer.of(0), Buffer.from(n, "base64url")]);
  const fields = [Buffer.from("ssh-rsa"), Buffer.from(e, "base64url"), modulus].flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    return [length, field];
  });
  return `ssh-rsa ${Buffer.concat(fields).toString("base64")}`;
}
