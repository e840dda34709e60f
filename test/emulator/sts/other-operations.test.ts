import {
  EnableOrganizationsRootSessionsCommand,
  EnableOutboundWebIdentityFederationCommand,
  GetOutboundWebIdentityFederationInfoCommand,
  ListRolesCommand,
  TagUserCommand,
} from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  AssumeRootCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetDelegatedAccessTokenCommand,
  GetWebIdentityTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { createMemoryStore } from "../../../src/emulator";
import { encodeAuthorizationMessage } from "../../../src/emulator/authorization-message";
import { makeAccessKeyId, readKeyAccount } from "../../../src/emulator/access-key-id";
import { partitionStore } from "../../../src/emulator/store/partitions";
import { systemRandom } from "../../../src/base";
import { faultOf, iamClient, startForTests, stsClient } from "../support";
import { allow, configOf, makeRole, makeUser, trust } from "./support";

const store = createMemoryStore();
const box = startForTests({ store });
const ACCOUNT = "123456789012";
const MEMBER = "999999999999";
const iam = () => iamClient(box.emulator);

describe("behaviour: GetAccessKeyInfo", () => {
  it("tells the account of any key that says it, whoever has it", async () => {
    const { accessKeyId } = await makeUser(iamClient(box.emulator, MEMBER), "key-holder");
    const info = async (AccessKeyId: string) =>
      (await stsClient(box.emulator).send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account;

    expect(await info(accessKeyId)).toBe(MEMBER);
    expect(await info(makeAccessKeyId("ASIA", "000000000042", systemRandom))).toBe("000000000042");
    // The example of https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489
    expect(await info("ASIAQNZGKIQY56JQ7WML")).toBe("029608264753");
  });

  it.each(["AKIAIOSFODNN7EXAMPLE", "somebody-s-own-key-id".replaceAll("-", "_"), "A".repeat(128)])(
    "does not know the account of %s",
    async (AccessKeyId) => {
      expect(readKeyAccount(AccessKeyId)).toBeUndefined();
      expect(await faultOf(stsClient(box.emulator).send(new GetAccessKeyInfoCommand({ AccessKeyId })))).toMatchObject({
        code: "ValidationError",
        status: 400,
      });
    },
  );
});

describe("behaviour: DecodeAuthorizationMessage", () => {
  it("reads what this emulator encoded", async () => {
    const message = { allowed: false, explicitDeny: false, context: { action: "s3:GetObject" } };
    const EncodedMessage = encodeAuthorizationMessage(message, partitionStore(store, "aws"));

    const { DecodedMessage } = await stsClient(box.emulator).send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage }),
    );

    expect(JSON.parse(DecodedMessage ?? "")).toEqual(message);
  });

  it.each(["none", "A".repeat(200), "%%%", encodeAuthorizationMessage({}, createMemoryStore())])(
    "refuses %s, which is none",
    async (EncodedMessage) => {
      const call = stsClient(box.emulator).send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));

      expect(await faultOf(call)).toMatchObject({ code: "InvalidAuthorizationMessageException", status: 400 });
    },
  );
});

describe("behaviour: AssumeRoot", () => {
  const TASK = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
  const assumeRoot = (who: Parameters<typeof configOf>[1], TargetPrincipal = MEMBER, arn = TASK) =>
    new STSClient(configOf(box.emulator, who)).send(
      new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn: { arn }, DurationSeconds: 600 }),
    );

  it("needs root sessions to be switched on, and another account", async () => {
    const caller = await makeUser(iam(), "security", allow("*"));
    const denied = (account: string) => ({
      code: "AccessDenied",
      status: 403,
      message: `User: ${caller.arn} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${account}:root`,
    });

    expect(await faultOf(assumeRoot(caller))).toEqual(denied(MEMBER));
    await iam().send(new EnableOrganizationsRootSessionsCommand({}));
    expect(await faultOf(assumeRoot(caller, ACCOUNT))).toEqual(denied(ACCOUNT));
    const { Credentials } = await assumeRoot(caller, `arn:aws:iam::${MEMBER}:root`);
    expect(
      await new STSClient(configOf(box.emulator, Credentials)).send(new GetCallerIdentityCommand({})),
    ).toMatchObject({ Account: MEMBER, UserId: MEMBER });
  });

  it("is not for the root, nor without one of AWS's task policies", async () => {
    const caller = await makeUser(iam(), "security-2", allow("*"));
    const root = { accessKeyId: ACCOUNT, secretAccessKey: "any", arn: "", id: "" };

    expect((await faultOf(assumeRoot(root))).code).toBe("AccessDenied");
    const policy = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect((await faultOf(assumeRoot(caller, MEMBER, policy))).code).toBe("ValidationError");
    expect((await faultOf(assumeRoot(caller, "somebody-else"))).message).toBe("somebody-else is invalid");
  });
});

describe("behaviour: GetWebIdentityToken", () => {
  const get = (who: Parameters<typeof configOf>[1], more: object = {}) =>
    new STSClient(configOf(box.emulator, who)).send(
      new GetWebIdentityTokenCommand({ Audience: ["https://api.example.org"], SigningAlgorithm: "ES384", ...more }),
    );

  it("needs outbound federation to be switched on", async () => {
    const caller = await makeUser(iamClient(box.emulator, MEMBER), "outbound");

    expect(await faultOf(get(caller))).toMatchObject({
      code: "OutboundWebIdentityFederationDisabledException",
      status: 403,
      // Recorded: github.com/radkawar/stackd, testdata/aws/iam/outbound_identity.json.
      message: "OutboundWebIdentityFederation is disabled.",
    });
  });

  it("signs who the caller is, for others", async () => {
    const { IssuerIdentifier } = await iam().send(new EnableOutboundWebIdentityFederationCommand({}));
    const caller = await makeUser(iam(), "speaker");
    await iam().send(new TagUserCommand({ UserName: "speaker", Tags: [{ Key: "team", Value: "core" }] }));

    const { WebIdentityToken = "", Expiration } = await get(caller, { Tags: [{ Key: "job", Value: "7" }] });

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
    const claims = decodeJwt(WebIdentityToken);
    expect(claims).toMatchObject({
      iss: IssuerIdentifier,
      aud: "https://api.example.org",
      sub: caller.arn,
      "https://sts.amazonaws.com/": {
        aws_account: ACCOUNT,
        source_region: "us-east-1",
        principal_id: caller.arn,
        principal_tags: { team: "core" },
        request_tags: { job: "7" },
      },
    });
    // Recorded: github.com/radkawar/stackd, testdata/aws/iam/outbound_issuance.json.
    expect(decodeProtectedHeader(WebIdentityToken)).toEqual({ alg: "ES384", kid: "EC384_0", typ: "JWT" });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
    expect(Expiration?.getTime()).toBe((claims.exp ?? 0) * 1000);
  });

  it("names the role of a session, whose end it does not outlast", async () => {
    const role = await makeRole(iam(), "speaker", trust({ AWS: "*" }));
    const { Credentials } = await stsClient(box.emulator).send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "session", DurationSeconds: 900 }),
    );

    expect(decodeJwt((await get(Credentials)).WebIdentityToken ?? "").sub).toBe(role);
    expect(await faultOf(get(Credentials, { DurationSeconds: 3600 }))).toMatchObject({
      code: "SessionDurationEscalationException",
      status: 403,
    });
  });

  it("signs by RSA and P-384 only", async () => {
    const caller = await makeUser(iam(), "hasher");

    expect(decodeProtectedHeader((await get(caller, { SigningAlgorithm: "RS256" })).WebIdentityToken ?? "").alg).toBe(
      "RS256",
    );
    expect(await faultOf(get(caller, { SigningAlgorithm: "HS256" }))).toMatchObject({
      code: "ValidationError",
      // Recorded: github.com/radkawar/stackd, testdata/aws/iam/outbound_identity.json.
      message:
        "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms",
    });
  });

  const published = (issuer: string): string =>
    `${box.emulator.url}/_emulator/issuers/${new URL(issuer).host}/.well-known/`;

  it.each(["RS256", "ES384"])(
    "gives tokens that verify by what the emulator publishes of the issuer: %s",
    async (alg) => {
      const { IssuerIdentifier: issuer = "" } = await iam().send(new GetOutboundWebIdentityFederationInfoCommand({}));
      const caller = await makeUser(iam(), `verified-${alg}`);
      const { WebIdentityToken = "" } = await get(caller, { SigningAlgorithm: alg });

      const configuration = (await (await fetch(`${published(issuer)}openid-configuration`)).json()) as object;
      // https://repost.aws/questions/QUNyrKNpikQTqTIgWhn8qS4Q has AWS's.
      expect(configuration).toEqual({
        claims_supported: ["sub", "iss", "aud", "exp", "iat", "jti", "https://sts.amazonaws.com/"],
        id_token_signing_alg_values_supported: ["RS256", "ES384"],
        issuer,
        jwks_uri: `${published(issuer)}jwks.json`,
        subject_types_supported: ["public"],
      });
      const keys = createRemoteJWKSet(new URL(`${published(issuer)}jwks.json`));
      const { payload } = await jwtVerify(WebIdentityToken, keys, { issuer, audience: "https://api.example.org" });
      expect(payload.sub).toBe(caller.arn);
    },
  );

  it("publishes public keys only, and nothing of issuers that there are not", async () => {
    const { IssuerIdentifier: issuer = "" } = await iam().send(new GetOutboundWebIdentityFederationInfoCommand({}));
    const { keys } = (await (await fetch(`${published(issuer)}jwks.json`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([
      ["alg", "e", "kid", "kty", "n", "use"],
      ["alg", "crv", "kid", "kty", "use", "x", "y"],
    ]);

    const unknown = await fetch(`${published("https://nobody.tokens.sts.global.api.aws")}jwks.json`);
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      {
        error: {
          code: "unknown-issuer",
          message: "no account has the issuer https://nobody.tokens.sts.global.api.aws",
        },
      },
    ]);
  });
});

describe("behaviour: GetDelegatedAccessToken", () => {
  it("knows no trade-in token, as the emulator sends none", async () => {
    const call = stsClient(box.emulator).send(new GetDelegatedAccessTokenCommand({ TradeInToken: "token" }));

    expect(await faultOf(call)).toMatchObject({ code: "ExpiredTradeInTokenException", status: 400 });
  });
});

describe("behaviour: the sessions of an assumed root", () => {
  it("are the account's own where nothing is enforced", async () => {
    const caller = await makeUser(iam(), "security-3", allow("*"));
    await iam().send(new EnableOrganizationsRootSessionsCommand({}));
    const arn = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
    const { Credentials } = await new STSClient(configOf(box.emulator, caller)).send(
      new AssumeRootCommand({ TargetPrincipal: MEMBER, TaskPolicyArn: { arn } }),
    );
    await makeRole(iamClient(box.emulator, MEMBER), "theirs", trust({ AWS: MEMBER }));

    const { Roles } = await iamClient(box.emulator, Credentials?.AccessKeyId).send(new ListRolesCommand({}));

    expect(Roles?.map(({ RoleName }) => RoleName)).toEqual(["theirs"]);
  });
});
