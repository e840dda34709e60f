import { UnsecuredJWT } from "jose";
import { ADMIN, makeUser, policy } from "../emulator/authorization/support";
import type { Credentials } from "../emulator/authorization/support";
import { samlMetadata } from "../emulator/saml-fixture";
import { CERTIFICATE, PROVIDER, responseFor, sign } from "../emulator/sts/saml-response";
import { startForTests } from "../emulator/support";
import { awsCli, awsSkipReason } from "./run-aws";
import { clientFolder } from "./run-client";

const ACCOUNT = "arn:aws:iam::123456789012";
/** Most commands take half a second, and a busy machine several times that. */
const PATIENCE = 180_000;

/** A trust policy. */
const trust = (Principal: object, Action = "sts:AssumeRole"): string => policy({ Principal, Action });

/** What STS answers a session with. */
interface Session {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
  };
}

const credentialsOf = ({ Credentials: { AccessKeyId, SecretAccessKey, SessionToken } }: Session): Credentials => ({
  accessKeyId: AccessKeyId,
  secretAccessKey: SecretAccessKey,
  sessionToken: SessionToken,
});

(awsSkipReason === "" ? describe : describe.skip)(`the AWS CLI, for a session${awsSkipReason}`, () => {
  // When the SAML response is valid.
  const now = new Date("2026-11-21T10:00:00Z");
  const box = startForTests({ clock: { now: () => now } });
  const cli = awsCli(box, clientFolder());

  beforeAll(async () => {
    const roles = {
      assumed: trust({ AWS: "123456789012" }),
      builds: trust({ Federated: `${ACCOUNT}:oidc-provider/token.example.org` }, "sts:AssumeRoleWithWebIdentity"),
      office: trust({ Federated: PROVIDER }, "sts:AssumeRoleWithSAML"),
    };
    await box.emulator.invoke("iam", "CreateOpenIDConnectProvider", {
      Url: "https://token.example.org",
      ClientIDList: ["notes"],
    });
    await box.emulator.invoke("iam", "CreateSAMLProvider", {
      Name: "corp",
      SAMLMetadataDocument: samlMetadata({ certificate: CERTIFICATE.der.toString("base64") }),
    });
    for (const [RoleName, AssumeRolePolicyDocument] of Object.entries(roles)) {
      await box.emulator.invoke("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument });
    }
  });

  /** The claims of a token that names its subject. */
  const token = (): string =>
    new UnsecuredJWT({ sub: "build-1" })
      .setIssuer("https://token.example.org")
      .setAudience("notes")
      .setIssuedAt(now.getTime() / 1000)
      .setExpirationTime(now.getTime() / 1000 + 600)
      .encode();
  const assertion = (): string => Buffer.from(sign(responseFor(`${ACCOUNT}:role/office`))).toString("base64");

  it.each([
    ["assume-role", "assumed", "cli", () => "--role-session-name cli"],
    [
      "assume-role-with-web-identity",
      "builds",
      "cli",
      () => `--role-session-name cli --web-identity-token ${header()}.${token().split(".")[1]}.c2lnbmVk`,
    ],
    [
      "assume-role-with-saml",
      "office",
      "me@example.org",
      () => `--principal-arn ${PROVIDER} --saml-assertion ${assertion()}`,
    ],
  ])(
    "gets one by %s, and is it then",
    async (operation, role, session, input) => {
      const answer = await cli.ask<Session>(`sts ${operation} --role-arn ${ACCOUNT}:role/${role} ${input()}`);

      expect(await cli.as(credentialsOf(answer)).ask("sts get-caller-identity --query Arn")).toBe(
        `arn:aws:sts::123456789012:assumed-role/${role}/${session}`,
      );
    },
    PATIENCE,
  );

  it(
    "tells the account of a key",
    async () => {
      const { accessKeyId } = await makeUser(box.emulator, "keyholder");

      expect(await cli.ask(`sts get-access-key-info --access-key-id ${accessKeyId}`)).toEqual({
        Account: "123456789012",
      });
    },
    PATIENCE,
  );

  /** Of a token that is signed, which nobody verifies where no keys are given. */
  function header(): string {
    return Buffer.from(JSON.stringify({ alg: "RS256", kid: "1" })).toString("base64url");
  }
});

(awsSkipReason === "" ? describe : describe.skip)(`the AWS CLI under strict enforcement${awsSkipReason}`, () => {
  const box = startForTests({ enforcement: "strict", administrator: ADMIN });
  const cli = awsCli(box, clientFolder());
  const readsNotes = policy(
    { Action: ["s3:GetObject", "s3:ListBucket"], Resource: ["arn:aws:s3:::notes", "arn:aws:s3:::notes/*"] },
    { Action: "iam:GetUser", Resource: `${ACCOUNT}:user/\${aws:username}` },
    { Action: "iam:CreateUser", Effect: "Deny" },
  );
  let reader: Credentials;

  beforeAll(async () => {
    reader = await makeUser(box.emulator, "reader", readsNotes);
    cli.write("note.txt", "a note");
    await box.emulator.invoke("s3", "CreateBucket", { Bucket: "notes" });
  });

  it(
    "refuses a user what no policy allows or one denies, in AWS's words",
    async () => {
      const aws = cli.as(reader);

      expect(await aws.ask("iam get-user --query User.UserName")).toBe("reader");
      // The sentences: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
      expect(await aws.refusal("iam list-roles")).toBe(
        `An error occurred (AccessDenied) when calling the ListRoles operation: User: ${ACCOUNT}:user/reader is not authorized to perform: iam:ListRoles on resource: ${ACCOUNT}:role/ because no identity-based policy allows the iam:ListRoles action`,
      );
      expect(await aws.refusal("iam create-user --user-name other")).toBe(
        `An error occurred (AccessDenied) when calling the CreateUser operation: User: ${ACCOUNT}:user/reader is not authorized to perform: iam:CreateUser on resource: ${ACCOUNT}:user/other with an explicit deny in an identity-based policy`,
      );
    },
    PATIENCE,
  );

  it(
    "simulates the same",
    async () => {
      const query = "--query EvaluationResults[].[EvalActionName,EvalDecision]";
      const actions = "--action-names s3:GetObject iam:CreateUser iam:ListRoles";

      expect(
        await cli.ask(`iam simulate-principal-policy --policy-source-arn ${ACCOUNT}:user/reader ${actions} ${query}`),
      ).toEqual([
        // Not on every object.
        ["s3:GetObject", "implicitDeny"],
        ["iam:CreateUser", "explicitDeny"],
        ["iam:ListRoles", "implicitDeny"],
      ]);
      expect(
        await cli.ask(
          `iam simulate-custom-policy --action-names s3:GetObject --resource-arns arn:aws:s3:::notes/one arn:aws:s3:::others/one --query EvaluationResults[].ResourceSpecificResults[].[EvalResourceName,EvalResourceDecision]`,
          "--policy-input-list",
          readsNotes,
        ),
      ).toEqual([
        ["arn:aws:s3:::notes/one", "allowed"],
        ["arn:aws:s3:::others/one", "implicitDeny"],
      ]);
      expect(await cli.ask("iam get-context-keys-for-custom-policy", "--policy-input-list", readsNotes)).toEqual({
        ContextKeyNames: ["aws:username"],
      });
    },
    PATIENCE,
  );

  it(
    "lets a role be assumed by those who may, and do what it may",
    async () => {
      await box.emulator.invoke("iam", "CreateRole", {
        RoleName: "lister",
        AssumeRolePolicyDocument: trust({ AWS: `${ACCOUNT}:user/reader` }),
      });
      await box.emulator.invoke("iam", "PutRolePolicy", {
        RoleName: "lister",
        PolicyName: "own",
        PolicyDocument: policy({ Action: "iam:ListRoles" }),
      });
      const assume = `sts assume-role --role-arn ${ACCOUNT}:role/lister --role-session-name cli`;
      const stranger = await makeUser(box.emulator, "stranger");

      const session = cli.as(credentialsOf(await cli.as(reader).ask<Session>(assume)));

      expect(await session.ask("iam list-roles --query Roles[].RoleName")).toEqual(["lister"]);
      expect(await session.refusal("iam list-users")).toContain(
        "User: arn:aws:sts::123456789012:assumed-role/lister/cli is not authorized to perform: iam:ListUsers",
      );
      expect(await cli.as(stranger).refusal(assume)).toContain(
        `User: ${ACCOUNT}:user/stranger is not authorized to perform: sts:AssumeRole on resource: ${ACCOUNT}:role/lister`,
      );
    },
    PATIENCE,
  );

  it(
    "pre-signs with a key that IAM gave out, until the key is deactivated",
    async () => {
      expect((await cli.run("s3 cp note.txt s3://notes/note.txt")).exitCode).toBe(0);
      const url = (await cli.as(reader).run("s3 presign s3://notes/note.txt --expires-in 600")).output.trim();

      expect(await (await fetch(url)).text()).toBe("a note");
      await cli.ask(`iam update-access-key --user-name reader --access-key-id ${reader.accessKeyId} --status Inactive`);
      const refused = await fetch(url);
      // S3's code for a key that it does not know: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
      expect([refused.status, await refused.text()]).toEqual([
        403,
        expect.stringContaining("<Code>InvalidAccessKeyId</Code>"),
      ]);
      expect(await cli.as(reader).refusal("sts get-caller-identity")).toBe(
        "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.",
      );
    },
    PATIENCE,
  );
});
