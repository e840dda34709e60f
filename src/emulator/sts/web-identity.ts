import type { GetOpenIDConnectProviderResponse } from "@aws-sdk/client-iam";
import type { Tag } from "@aws-sdk/client-sts";
import type { JWTPayload } from "jose";
import type { SessionRow } from "../credential-rows";
import type { OperationContext } from "../operation";
import { lookUp } from "./as-itself";
import { invalidIdentityToken } from "./faults";
import { readWebIdentityToken } from "./web-identity-token";

/** Somebody with an OpenID Connect token, as a role's trust policy sees it. */
export interface WebIdentity {
  /** As `Principal` names it: ARN of the provider, or the name of one that AWS knows. */
  readonly provider: string;
  readonly subject: string;
  readonly audience: string;
  /** `server.example.org:sub`, `…:aud`, `…:amr`: condition keys in trust policies and of the session. */
  readonly keys: SessionRow["federationKeys"];
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/**
 * Issuers that need no provider in IAM, and how trust policies name them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const KNOWN_ISSUERS: Readonly<Record<string, string>> = {
  "https://accounts.google.com": "accounts.google.com",
  "accounts.google.com": "accounts.google.com",
  "https://cognito-identity.amazonaws.com": "cognito-identity.amazonaws.com",
};

/** Reads a token for a role of that account; InvalidIdentityToken and ExpiredTokenException where it is not good. */
export async function readWebIdentity(
  token: string,
  accountId: string,
  context: OperationContext,
): Promise<WebIdentity> {
  const claims = await readWebIdentityToken(token, context);
  const issuer = String(claims.iss);
  const known = Object.hasOwn(KNOWN_ISSUERS, issuer) ? KNOWN_ISSUERS[issuer] : undefined;
  const name = known ?? issuer.replace(/^https:\/\//, "");
  const audiences = textsOf(claims.aud);
  // With an `azp`, that is the audience, and `aud` is the other one.
  const azp = claims["azp"];
  const candidates = typeof azp === "string" ? [azp] : audiences;
  const provider = known ?? (await findProvider(issuer, name, candidates, accountId, context));
  const audience = candidates[0] ?? "";
  const { tags, transitiveTagKeys } = readTags(claims);
  const sourceIdentity = claims["https://aws.amazon.com/source_identity"];
  return {
    provider,
    subject: String(claims.sub),
    audience,
    keys: {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
      [`${name}:aud`]: candidates,
      [`${name}:sub`]: String(claims.sub),
      ...(typeof azp === "string" && { [`${name}:oaud`]: audiences }),
      ...(claims["amr"] !== undefined && { [`${name}:amr`]: textsOf(claims["amr"]) }),
      ...(typeof claims["email"] === "string" && { [`${name}:email`]: claims["email"] }),
      "aws:FederatedProvider": provider,
    },
    tags,
    transitiveTagKeys,
    sourceIdentity: typeof sourceIdentity === "string" ? sourceIdentity : undefined,
  };
}

/** The ARN of the issuer's provider in the role's account, if the token is for one of its audiences. */
async function findProvider(
  issuer: string,
  name: string,
  audiences: readonly string[],
  accountId: string,
  context: OperationContext,
): Promise<string> {
  const arn = `arn:${context.partition}:iam::${accountId}:oidc-provider/${name}`;
  const input = { OpenIDConnectProviderArn: arn };
  const found = issuer.startsWith("https://")
    ? await lookUp<GetOpenIDConnectProviderResponse>(context, accountId, "GetOpenIDConnectProvider", input)
    : undefined;
  // Sentences: aws-actions/configure-aws-credentials issue 280, awslabs/amazon-eks-irsa-cfn pull request 18.
  if (found === undefined) throw invalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuer}`);
  if (!audiences.some((audience) => found.ClientIDList?.includes(audience))) {
    throw invalidIdentityToken("Incorrect token audience");
  }
  return arn;
}

const TAGS_CLAIM = "https://aws.amazon.com/tags";

/**
 * Session tags of a token: nested under one claim, or each in a claim of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
function readTags(claims: JWTPayload): Pick<WebIdentity, "tags" | "transitiveTagKeys"> {
  const nested = isRecord(claims[TAGS_CLAIM]) ? claims[TAGS_CLAIM] : {};
  const principalTags = isRecord(nested["principal_tags"]) ? nested["principal_tags"] : {};
  const flat = Object.entries(claims).flatMap(([name, value]): [string, unknown][] =>
    name.startsWith(`${TAGS_CLAIM}/principal_tags/`)
      ? [[name.slice(`${TAGS_CLAIM}/principal_tags/`.length), value]]
      : [],
  );
  return {
    tags: [...Object.entries(principalTags), ...flat].map(([Key, value]) => ({ Key, Value: textsOf(value)[0] ?? "" })),
    transitiveTagKeys: [
      ...textsOf(nested["transitive_tag_keys"]),
      ...textsOf(claims[`${TAGS_CLAIM}/transitive_tag_keys`]),
    ],
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One text or a list of them, as a list. */
function textsOf(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === "string");
}
