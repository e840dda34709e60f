import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AssumeRoleWithWebIdentityCommandInput } from "@aws-sdk/client-sts";
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from "jose";
import type { JWTPayload } from "jose";
import { Emulator } from "../../../src/emulator";
import { clientConfig, faultOf, iamClient } from "../support";
import { configOf, makeRole, trust } from "./support";

const ACCOUNT = "123456789012";
/** Whose keys the emulator was given. */
const ISSUER = "https://token.example.org/tenant";
const NAME = "token.example.org/tenant";
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${NAME}`;
/** Whose keys it was not given. */
const STRANGER = "https://stranger.example.org";

type Key = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

let emulator: Emulator;
let strict: Emulator;
let key: Key;
let otherKey: Key;
const bugs: unknown[] = [];

beforeAll(async () => {
  const pair = await generateKeyPair("RS256");
  key = pair.privateKey;
  otherKey = (await generateKeyPair("ES256")).privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "1", alg: "RS256" };
  const options = { webIdentityKeys: { [ISSUER]: { keys: [jwk] } }, onBug: (error: unknown) => bugs.push(error) };
  emulator = await Emulator.start(options);
  strict = await Emulator.start({ ...options, enforcement: "strict" });
  for (const Url of [ISSUER, STRANGER]) {
    for (const one of [emulator, strict]) {
      await one.invoke("iam", "CreateOpenIDConnectProvider", { Url, ClientIDList: ["sts.amazonaws.com", "app"] });
    }
  }
});

afterAll(async () => {
  await emulator.stop();
  await strict.stop();
  expect(bugs).toEqual([]);
});

const seconds = (): number => Math.floor(Date.now() / 1000);
const CLAIMS = { iss: ISSUER, sub: "repo:me/app:ref:main", aud: "sts.amazonaws.com" };

function tokenOf(claims: JWTPayload = {}, signedBy: Key = key, header: object = { alg: "RS256", kid: "1" }) {
  const all = { iat: seconds(), exp: seconds() + 600, ...CLAIMS, ...claims };
  return new SignJWT(all).setProtectedHeader(header as { alg: string }).sign(signedBy);
}

let count = 0;
const trusting = (
  Condition?: object,
  Action: string | string[] = "sts:AssumeRoleWithWebIdentity",
  Federated = PROVIDER,
) =>
  makeRole(
    iamClient(emulator),
    `role-${(count += 1)}`,
    trust({ Federated }, { Action, ...(Condition && { Condition }) }),
  );

/** Without credentials, as those have none who begin with a token. */
const assume = (RoleArn: string, WebIdentityToken: string, more: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  new STSClient(clientConfig(emulator)).send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: "session", WebIdentityToken, ...more }),
  );

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html has the sentence for SAML.
const DENIED = {
  code: "AccessDenied",
  status: 403,
  message: "Not authorized to perform sts:AssumeRoleWithWebIdentity",
};

describe("behaviour: a good token", () => {
  it("gives a session of the role that trusts its provider", async () => {
    const arn = await trusting({ StringEquals: { [`${NAME}:aud`]: "sts.amazonaws.com" } });

    const answer = await assume(arn, await tokenOf());

    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: "repo:me/app:ref:main",
      Audience: "sts.amazonaws.com",
      Provider: PROVIDER,
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/role-${count}/session` },
    });
    const who = await new STSClient(configOf(emulator, answer.Credentials)).send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe(answer.AssumedRoleUser?.Arn);
  });

  it.each<[string, object, JWTPayload, JWTPayload]>([
    ["the subject", { StringLike: { [`${NAME}:sub`]: "repo:me/*" } }, {}, { sub: "repo:you/app" }],
    ["the audience", { StringEquals: { [`${NAME}:aud`]: "app" } }, { aud: "app" }, {}],
    [
      "the authorized party, which stands for the audience",
      { StringEquals: { [`${NAME}:aud`]: "app", [`${NAME}:oaud`]: "api" } },
      { aud: "api", azp: "app" },
      { aud: "app" },
    ],
    [
      "the means of authentication",
      { "ForAnyValue:StringLike": { [`${NAME}:amr`]: "authenticated" } },
      { amr: ["pwd", "authenticated"] },
      { amr: ["pwd"] },
    ],
    ["its provider", { ArnEquals: { "aws:FederatedProvider": PROVIDER } }, {}, { iss: STRANGER }],
  ])("is tried by the role's conditions on %s", async (_case, condition, good, bad) => {
    const arn = await trusting(condition);

    expect((await assume(arn, await tokenOf(good))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await faultOf(assume(arn, await tokenOf(bad)))).toEqual(DENIED);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
  it.each<[string, JWTPayload]>([
    [
      "nested",
      { "https://aws.amazon.com/tags": { principal_tags: { team: ["core"] }, transitive_tag_keys: ["team"] } },
    ],
    [
      "flat",
      {
        "https://aws.amazon.com/tags/principal_tags/team": "core",
        "https://aws.amazon.com/tags/transitive_tag_keys": ["team"],
      },
    ],
  ])("brings session tags, %s, if the role lets it", async (_form, claims) => {
    const actions = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];
    const condition = { StringEquals: { "aws:RequestTag/team": "core", "sts:TransitiveTagKeys": "team" } };
    const token = await tokenOf(claims);

    expect((await assume(await trusting(condition, actions), token)).PackedPolicySize).toBe(1);
    expect(await faultOf(assume(await trusting(), token))).toEqual({
      ...DENIED,
      message: "Not authorized to perform sts:TagSession",
    });
  });

  it("brings a source identity, if the role lets it", async () => {
    const token = await tokenOf({ "https://aws.amazon.com/source_identity": "me" });
    const arn = await trusting(undefined, ["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"]);

    expect((await assume(arn, token)).SourceIdentity).toBe("me");
    expect((await faultOf(assume(await trusting(), token))).message).toBe(
      "Not authorized to perform sts:SetSourceIdentity",
    );
  });

  it("needs no provider in IAM where AWS knows the issuer", async () => {
    const arn = await trusting(
      { StringEquals: { "accounts.google.com:sub": "me" } },
      "sts:AssumeRoleWithWebIdentity",
      "accounts.google.com",
    );
    const token = await tokenOf({ iss: "https://accounts.google.com", aud: "anything", sub: "me" });

    expect((await assume(arn, token)).Provider).toBe("accounts.google.com");
  });
});

describe("behaviour: a token that is not good", () => {
  it.each<[string, () => Promise<string> | string, string, string | RegExp]>([
    // Sentences: awslabs/aws-orbit-workbench issue 771; awslabs/amazon-eks-irsa-cfn pull request 18; aws-actions/
    // configure-aws-credentials issue 280; aws/aws-cli issue 7194. The others are unverified.
    [
      "has expired",
      () => tokenOf({ exp: 1_700_000_000 }),
      "ExpiredTokenException",
      /^Token expired: current date\/time \d{10} must be before the expiration date\/time1700000000$/,
    ],
    ["is for somebody else", () => tokenOf({ aud: "other" }), "InvalidIdentityToken", "Incorrect token audience"],
    [
      "is of an issuer that IAM has no provider of",
      () => tokenOf({ iss: "https://nobody.example.org" }),
      "InvalidIdentityToken",
      "No OpenIDConnect provider found in your account for https://nobody.example.org",
    ],
    [
      "is signed by a key that the issuer has not",
      () => tokenOf({}, otherKey, { alg: "ES256", kid: "2" }),
      "InvalidIdentityToken",
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    ],
    [
      "was changed",
      async () => {
        const [head = "", , signature = ""] = (await tokenOf()).split(".");
        const claims = Buffer.from(JSON.stringify({ ...CLAIMS, sub: "root", iat: 1, exp: seconds() + 60 }));
        return [head, claims.toString("base64url"), signature].join(".");
      },
      "InvalidIdentityToken",
      "Token signature is invalid",
    ],
    ["is not valid yet", () => tokenOf({ nbf: seconds() + 600 }), "InvalidIdentityToken", "Token is not valid yet"],
    [
      "ends at no time",
      () => tokenOf({ exp: "2099-01-01" as never }),
      "InvalidIdentityToken",
      "Missing a required claim: exp",
    ],
    ["lacks a claim", () => tokenOf({ iat: undefined }), "InvalidIdentityToken", "Missing a required claim: iat"],
    [
      "is not signed",
      () => new UnsecuredJWT({ ...CLAIMS, iat: 1, exp: seconds() + 60 }).encode(),
      "InvalidIdentityToken",
      "Token must be signed with one of RS256, RS384, RS512, ES256, ES384, ES512",
    ],
    [
      "is no token",
      () => "opaque-access-token",
      "InvalidIdentityToken",
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    ],
  ])("is refused: it %s", async (_case, makeToken, code, message) => {
    const fault = await faultOf(assume(await trusting(), await makeToken()));

    expect(fault).toMatchObject({ code, status: 400 });
    if (typeof message === "string") expect(fault.message).toBe(message);
    else expect(fault.message).toMatch(message);
  });

  it("is refused by a role that does not trust the provider, or is not there", async () => {
    const elsewhere = await trusting(undefined, undefined, `arn:aws:iam::${ACCOUNT}:oidc-provider/other.example.org`);

    expect(await faultOf(assume(elsewhere, await tokenOf()))).toEqual(DENIED);
    expect(await faultOf(assume(`arn:aws:iam::${ACCOUNT}:role/none`, await tokenOf()))).toEqual(DENIED);
  });

  it("is one of OAuth 2.0, whose providers the emulator does not ask", async () => {
    const call = assume(await trusting(), "access-token", { ProviderId: "www.amazon.com" });

    expect(await faultOf(call)).toMatchObject({ code: "IDPCommunicationError", status: 400 });
  });
});

describe("behaviour: a token of an issuer whose keys the emulator was not given", () => {
  it("is taken at its word, but not in strict mode", async () => {
    const Federated = `arn:aws:iam::${ACCOUNT}:oidc-provider/stranger.example.org`;
    const token = await tokenOf({ iss: STRANGER }, otherKey, { alg: "ES256" });
    const arn = await trusting(undefined, undefined, Federated);
    const document = trust({ Federated }, { Action: "sts:AssumeRoleWithWebIdentity" });
    await strict.invoke("iam", "CreateRole", { RoleName: "strict", AssumeRolePolicyDocument: document });
    const client = new STSClient(clientConfig(strict));

    expect((await assume(arn, token)).Provider).toBe(Federated);
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/strict`;
    const input = { RoleArn, RoleSessionName: "session", WebIdentityToken: token };
    expect(await faultOf(client.send(new AssumeRoleWithWebIdentityCommand(input)))).toMatchObject({
      code: "InvalidIdentityToken",
      message: expect.stringContaining("Couldn't retrieve verification key from your identity provider,  please"),
    });
  });

  it("does not exist where the keys given for it are none: the emulator does not start", async () => {
    await expect(Emulator.start({ webIdentityKeys: { "token.example.org": { keys: [] } } })).rejects.toThrow(
      'issuer "token.example.org" does not begin with https://',
    );
    await expect(Emulator.start({ webIdentityKeys: { [ISSUER]: { kids: [] } as never } })).rejects.toThrow(
      `the keys of issuer "${ISSUER}" are no JSON Web Key Set`,
    );
  });
});
