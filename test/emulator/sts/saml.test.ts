import { CreateSAMLProviderCommand } from "@aws-sdk/client-iam";
import { AssumeRoleWithSAMLCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { createHash } from "node:crypto";
import { makeCertificate } from "../iam/make-certificate";
import { samlMetadata } from "../saml-fixture";
import { clientConfig, faultOf, iamClient, startForTests } from "../support";
import { CERTIFICATE, IDP, PROVIDER, responseFor, sign } from "./saml-response";
import type { ResponseWish } from "./saml-response";
import { configOf, makeRole, trust } from "./support";

const NOW = new Date("2026-11-21T10:00:00Z");
let now = NOW;
const box = startForTests({ clock: { now: () => now } });
const ACCOUNT = "123456789012";
const STRANGER = makeCertificate({ name: "stranger.example.org", keyType: "rsa" });

beforeAll(async () => {
  const SAMLMetadataDocument = samlMetadata({ certificate: CERTIFICATE.der.toString("base64") });
  await iamClient(box.emulator).send(new CreateSAMLProviderCommand({ Name: "corp", SAMLMetadataDocument }));
});

beforeEach(() => {
  now = NOW;
});

let count = 0;
const trusting = (Condition?: object, Action: string | string[] = "sts:AssumeRoleWithSAML", more: object = {}) =>
  makeRole(
    iamClient(box.emulator),
    `role-${(count += 1)}`,
    trust({ Federated: PROVIDER }, { Action, ...(Condition && { Condition }) }),
    more,
  );

const assume = (RoleArn: string, xml: string, more: object = {}) =>
  new STSClient(clientConfig(box.emulator)).send(
    new AssumeRoleWithSAMLCommand({
      RoleArn,
      PrincipalArn: PROVIDER,
      SAMLAssertion: Buffer.from(xml).toString("base64"),
      ...more,
    }),
  );

// Sentences: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html, where nothing else is said.
const DENIED = { code: "AccessDenied", status: 403, message: "Not authorized to perform sts:AssumeRoleWithSAML" };

describe("behaviour: a good assertion", () => {
  it.each(["Assertion", "Response"] as const)("gives a session of the role, signed in its %s", async (element) => {
    const arn = await trusting({ StringEquals: { "saml:aud": "https://signin.aws.amazon.com/saml" } });

    const answer = await assume(arn, sign(responseFor(arn), element));

    expect(answer).toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/role-${count}/me@example.org` },
      Subject: "user-1",
      SubjectType: "persistent",
      Issuer: IDP,
      Audience: "https://signin.aws.amazon.com/saml",
      // As API_AssumeRoleWithSAML says it is made.
      NameQualifier: createHash("sha1").update(`${IDP}${ACCOUNT}/corp`).digest("base64"),
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date("2026-11-21T11:00:00Z"));
    const who = await new STSClient(configOf(box.emulator, answer.Credentials)).send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe(answer.AssumedRoleUser?.Arn);
  });

  it.each<[string, object]>([
    ["its issuer", { StringEquals: { "saml:iss": IDP } }],
    ["its subject", { StringEquals: { "saml:sub": "user-1", "saml:sub_type": "persistent" } }],
    [
      "its provider",
      { StringEquals: { "saml:doc": `${ACCOUNT}/corp` }, ArnEquals: { "aws:FederatedProvider": PROVIDER } },
    ],
    ["attributes of directories", { "ForAnyValue:StringEquals": { "saml:edupersonaffiliation": "staff" } }],
    ["the session's name", { StringLike: { "sts:RoleSessionName": "*@example.org" } }],
  ])("is tried by the role's conditions on %s", async (_case, condition) => {
    const good = await trusting(condition);
    const bad = await trusting({ ...condition, StringLike: { "saml:sub": "nobody" } });
    const attributes = { "urn:oid:1.3.6.1.4.1.5923.1.1.1.1": "staff" };

    expect((await assume(good, sign(responseFor(good, { attributes })))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await faultOf(assume(bad, sign(responseFor(bad, { attributes }))))).toEqual(DENIED);
  });

  it("brings session tags and a source identity, if the role lets it", async () => {
    const actions = ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"];
    const arn = await trusting({ StringEquals: { "aws:RequestTag/team": "core" } }, actions);
    const plain = await trusting();
    const attributes = { "PrincipalTag:team": "core", TransitiveTagKeys: "team", SourceIdentity: "me" };

    expect((await assume(arn, sign(responseFor(arn, { attributes })))).SourceIdentity).toBe("me");
    expect((await faultOf(assume(plain, sign(responseFor(plain, { attributes }))))).message).toBe(
      "Not authorized to perform sts:TagSession",
    );
  });

  it("ends the session with that of the identity provider, if that is sooner", async () => {
    const arn = await trusting();

    const answer = await assume(arn, sign(responseFor(arn, { sessionEnds: "2026-11-21T10:30:00Z" })));

    expect(answer.Credentials?.Expiration).toEqual(new Date("2026-11-21T10:30:00Z"));
  });
});

describe("behaviour: an assertion that is not good", () => {
  const signed = (wish: ResponseWish) => (arn: string) => sign(responseFor(arn, wish));

  it.each<[string, (arn: string) => string, string, string]>([
    ["has no signature", (arn) => responseFor(arn), "InvalidIdentityToken", "Response signature invalid"],
    [
      "is signed by somebody else, who sends their certificate along",
      (arn) => sign(responseFor(arn), "Assertion", STRANGER),
      "InvalidIdentityToken",
      "Response signature invalid",
    ],
    [
      "was changed",
      (arn) => sign(responseFor(arn)).replace("me@example.org", "you@example.org"),
      "InvalidIdentityToken",
      "Response signature invalid",
    ],
    // The sentence is unverified.
    ["is no SAML", () => "<html/>", "InvalidIdentityToken", "Invalid base64 SAMLResponse"],
    ["is no XML", () => "none", "InvalidIdentityToken", "Invalid base64 SAMLResponse"],
    [
      "is of another issuer",
      signed({ issuer: "https://other.example.org" }),
      "InvalidIdentityToken",
      "Issuer not present in specified provider",
    ],
    [
      "is for others",
      signed({ audience: "https://other.example.org" }),
      "InvalidIdentityToken",
      "Response does not contain the required audience.",
    ],
    // Versent/saml2aws issue 759, Nike-Inc/gimme-aws-creds issue 251.
    ["has expired", signed({ ends: "2026-11-21T10:00:00Z" }), "ExpiredTokenException", "Response has expired"],
    [
      "is old",
      signed({ issued: "2026-11-21T09:54:59Z" }),
      "ExpiredTokenException",
      "Token must be redeemed within 5 minutes of issuance",
    ],
    [
      "names no session",
      signed({ attributes: { RoleSessionName: undefined } }),
      "InvalidIdentityToken",
      "RoleSessionName is required in AuthnResponse",
    ],
    [
      "names the session as none may be named",
      signed({ attributes: { RoleSessionName: "me and you" } }),
      "InvalidIdentityToken",
      "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
    ],
    [
      "has a source identity as none may be",
      signed({ attributes: { SourceIdentity: "aws:me" } }),
      "InvalidIdentityToken",
      'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    ],
    [
      "is for other roles (wording unverified)",
      signed({ attributes: { Role: `arn:aws:iam::${ACCOUNT}:role/other,${PROVIDER}` } }),
      "InvalidIdentityToken",
      "The requested role and provider are not in the SAML response",
    ],
  ])("is refused: it %s", async (_case, make, code, message) => {
    const arn = await trusting();

    expect(await faultOf(assume(arn, make(arn)))).toEqual({ code, status: 400, message });
  });

  it("is not made good by a signed one that is wrapped into the response", async () => {
    const arn = await trusting();
    const evil = await trusting({ StringEquals: { "saml:sub": "root" } });
    const good = sign(responseFor(arn));
    const forged = responseFor(evil).replace("user-1", "root").replace('ID="assertion"', 'ID="forged"');
    const [, assertion = ""] = /(<saml:Assertion.*<\/saml:Assertion>)/.exec(forged) ?? [];

    for (const wrapped of [
      good.replace("<saml:Assertion", `${assertion}<saml:Assertion`),
      good.replace("</samlp:Response>", `${assertion}</samlp:Response>`),
    ]) {
      expect((await faultOf(assume(evil, wrapped))).code).toBe("InvalidIdentityToken");
      expect((await assume(arn, wrapped)).Subject).toBe("user-1");
    }
  });

  it("is refused by a role that does not trust the provider, or is not there, and of a provider that is not there", async () => {
    const none = `arn:aws:iam::${ACCOUNT}:role/none`;
    const other = await makeRole(iamClient(box.emulator), "elsewhere", trust({ Service: "ec2.amazonaws.com" }));
    const arn = await trusting();

    expect(await faultOf(assume(none, sign(responseFor(none))))).toEqual(DENIED);
    expect(await faultOf(assume(other, sign(responseFor(other))))).toEqual(DENIED);
    const PrincipalArn = `arn:aws:iam::${ACCOUNT}:saml-provider/none`;
    expect(await faultOf(assume(arn, sign(responseFor(arn)), { PrincipalArn }))).toEqual({
      code: "InvalidIdentityToken",
      status: 400,
      message: "Specified provider doesn't exist",
    });
  });

  it("asks for no longer session than the role has", async () => {
    const arn = await trusting();

    expect(await faultOf(assume(arn, sign(responseFor(arn)), { DurationSeconds: 7200 }))).toMatchObject({
      code: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
  });
});
