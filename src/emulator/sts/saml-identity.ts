import type { GetSAMLProviderResponse } from "@aws-sdk/client-iam";
import type { Tag } from "@aws-sdk/client-sts";
import { createHash } from "node:crypto";
import { parseArn } from "../../aws";
import type { SessionRow } from "../credential-rows";
import type { OperationContext } from "../operation";
import { readXml } from "../protocol/xml-reader";
import { parseSamlMetadata } from "../saml-metadata";
import { lookUp } from "./as-itself";
import { expiredIdentityToken, invalidIdentityToken } from "./faults";
import { readAssertion } from "./saml-assertion";
import type { SamlAssertion } from "./saml-assertion";
import { findSignedAssertion } from "./saml-signature";

// Sentences: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html, where nothing else is said.

/** Somebody with a SAML assertion, as a role's trust policy sees it. */
export interface SamlIdentity {
  readonly assertion: SamlAssertion;
  readonly nameQualifier: string;
  readonly sessionName: string;
  /** `saml:sub`, `saml:aud`, … */
  readonly keys: SessionRow["federationKeys"];
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
const ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/";
const AUDIENCES = ["https://signin.aws.amazon.com/saml", "urn:amazon:webservices"];
const NAME = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;

/** Reads a SAML response for a role; InvalidIdentityToken and ExpiredTokenException where it is not good. */
export async function readSamlIdentity(
  encoded: string,
  { roleArn, providerArn }: { readonly roleArn: string; readonly providerArn: string },
  context: OperationContext,
): Promise<SamlIdentity> {
  const accountId = parseArn(providerArn)?.account ?? "";
  const input = { SAMLProviderArn: providerArn };
  const provider = await lookUp<GetSAMLProviderResponse>(context, accountId, "GetSAMLProvider", input);
  const metadata = parseSamlMetadata(provider?.SAMLMetadataDocument ?? "");
  if (metadata === undefined) throw invalidIdentityToken("Specified provider doesn't exist");
  const response = Buffer.from(encoded, "base64").toString("utf8");
  // Sentence unverified.
  if (readXml(response)?.name !== "Response") throw invalidIdentityToken("Invalid base64 SAMLResponse");
  const signed = await findSignedAssertion(response, metadata.signingCertificates);
  if (signed === undefined) throw invalidIdentityToken("Response signature invalid");
  const assertion = readAssertion(signed);
  if (assertion.issuer !== metadata.entityId) throw invalidIdentityToken("Issuer not present in specified provider");
  checkTime(assertion, context.clock.now());
  if (!assertion.audiences.some((audience) => AUDIENCES.includes(audience) || isRegional(audience))) {
    throw invalidIdentityToken("Response does not contain the required audience.");
  }
  const valuesOf = (name: string): readonly string[] => assertion.attributes.get(`${ATTRIBUTE}${name}`) ?? [];
  if (!valuesOf("Role").some((pair) => namesBoth(pair, roleArn, providerArn))) {
    // Wording unverified.
    throw invalidIdentityToken("The requested role and provider are not in the SAML response");
  }
  const nameQualifier = createHash("sha1")
    .update(`${assertion.issuer}${accountId}/${nameIn(providerArn)}`)
    .digest("base64");
  return {
    assertion,
    nameQualifier,
    sessionName: readSessionName(valuesOf("RoleSessionName")[0]),
    keys: keysOf(assertion, providerArn, accountId, nameQualifier),
    tags: [...assertion.attributes].flatMap(([name, [Value = ""]]) =>
      name.startsWith(`${ATTRIBUTE}PrincipalTag:`)
        ? [{ Key: name.slice(`${ATTRIBUTE}PrincipalTag:`.length), Value }]
        : [],
    ),
    transitiveTagKeys: valuesOf("TransitiveTagKeys"),
    sourceIdentity: readSourceIdentity(valuesOf("SourceIdentity")[0]),
  };
}

const FIVE_MINUTES = 5 * 60 * 1000;

/** Sentences: Nike-Inc/gimme-aws-creds issue 251, Versent/saml2aws issue 759. */
function checkTime({ issued, notBefore, notOnOrAfter }: SamlAssertion, now: Date): void {
  if (notOnOrAfter === undefined || notOnOrAfter <= now) throw expiredIdentityToken("Response has expired");
  if (issued === undefined || now.getTime() - issued.getTime() > FIVE_MINUTES) {
    throw expiredIdentityToken("Token must be redeemed within 5 minutes of issuance");
  }
  // Wording unverified.
  if (notBefore !== undefined && notBefore > now) throw invalidIdentityToken("Response is not valid yet");
}

/** `https://eu-west-1.signin.aws.amazon.com/saml` */
function isRegional(audience: string): boolean {
  return /^https:\/\/[a-z0-9-]+\.signin\.aws\.amazon\.com\/saml(\/[^/]*)?$/.test(audience);
}

/** A role and a provider stand in either order, with a comma between them. */
function namesBoth(pair: string, roleArn: string, providerArn: string): boolean {
  const arns = pair.split(",").map((arn) => arn.trim());
  return arns.length === 2 && arns.includes(roleArn) && arns.includes(providerArn);
}

function readSessionName(name: string | undefined): string {
  if (name === undefined) throw invalidIdentityToken("RoleSessionName is required in AuthnResponse");
  if (NAME.test(name)) return name;
  throw invalidIdentityToken("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
}

function readSourceIdentity(name: string | undefined): string | undefined {
  if (name === undefined || (NAME.test(name) && !name.startsWith("aws:"))) return name;
  throw invalidIdentityToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"');
}

function nameIn(providerArn: string): string {
  return providerArn.slice(providerArn.lastIndexOf("/") + 1);
}

/** Attributes that condition keys are made of, by their names in eduPerson and X.500. */
const ATTRIBUTE_KEYS: Readonly<Record<string, string>> = {
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.1": "saml:edupersonaffiliation",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.2": "saml:edupersonnickname",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.3": "saml:edupersonorgdn",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.4": "saml:edupersonorgunitdn",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.5": "saml:edupersonprimaryaffiliation",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.6": "saml:edupersonprincipalname",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.7": "saml:edupersonentitlement",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.8": "saml:edupersonprimaryorgunitdn",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.9": "saml:edupersonscopedaffiliation",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.10": "saml:edupersontargetedid",
  "urn:oid:1.3.6.1.4.1.5923.1.1.1.11": "saml:edupersonassurance",
  "urn:oid:2.5.4.3": "saml:cn",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml */
function keysOf(
  assertion: SamlAssertion,
  providerArn: string,
  accountId: string,
  nameQualifier: string,
): SamlIdentity["keys"] {
  const named = [...assertion.attributes].flatMap(([name, values]): [string, readonly string[]][] => {
    const key = Object.hasOwn(ATTRIBUTE_KEYS, name) ? ATTRIBUTE_KEYS[name] : undefined;
    return key === undefined ? [] : [[key, values]];
  });
  return {
    ...Object.fromEntries(named),
    "saml:aud": assertion.recipient,
    "saml:iss": assertion.issuer,
    "saml:sub": assertion.subject,
    "saml:sub_type": assertion.subjectType,
    "saml:doc": `${accountId}/${nameIn(providerArn)}`,
    "saml:namequalifier": nameQualifier,
    "aws:FederatedProvider": providerArn,
  };
}
