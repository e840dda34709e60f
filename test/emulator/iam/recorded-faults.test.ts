import * as iamModule from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import * as stsModule from "@aws-sdk/client-sts";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { POLICY, TRUST, faultOf, iamClient, startForTests, stsClient } from "../support";
import { makeCertificate } from "./make-certificate";
import { REPLAYS } from "./recorded-replays";

// facts/aws-errors.tsv: error answers recorded from AWS (localstack's snapshot tests, 2026): file, key, code, status,
// message. Placeholders of the recordings stand for names that a test made up.
const RECORDINGS = join(process.env.SHARED_DIR ?? join(__dirname, "../../../../shared"), "facts/aws-errors.tsv");

/** Recordings that no request here can provoke, and why. */
const UNPROVOKED: Readonly<Record<string, string>> = {};

const DEVICE = "arn:aws:iam::123456789012:mfa";
const AWS_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess";
const SUFFIX = "test_iam custom-suffix-not-allowed";
const SUFFIX_SENTENCE = "Custom suffix is not allowed for ";

interface Recording {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** Recordings by file and key; the second of the same key is `key#2`. */
function readRecordings(): Map<string, Recording> {
  const recordings = new Map<string, Recording>();
  for (const line of readFileSync(RECORDINGS, "utf8").trim().split("\n").slice(1)) {
    const [file, key, code = "", status, message = ""] = line.split("\t");
    let name = `${file} ${key}`;
    for (let at = 2; recordings.has(name); at += 1) name = `${file} ${key}#${at}`;
    // Of an answer without a sentence Python's SDK says "None", JavaScript's "Unknown".
    recordings.set(name, { code, status: Number(status), message: message === "None" ? "Unknown" : message });
  }
  return recordings;
}

function fill(message: string, placeholders: Readonly<Record<string, string>>): string {
  const known: Readonly<Record<string, string>> = { partition: "aws", ...placeholders };
  return message
    .replaceAll("111111111111", "123456789012")
    .replace(/<([a-z-]+(?::\d)?|[a-z-]+-\d)>/g, (whole, name: string) => known[name] ?? whole);
}

/** The SDK's command of that operation, of whichever client has it. */
function commandOf(operation: string, input: object): { isSts: boolean; command: never } {
  const isSts = `${operation}Command` in stsModule;
  const commands = (isSts ? stsModule : iamModule) as unknown as Record<string, new (input: object) => never>;
  const Command = commands[`${operation}Command`];
  if (Command === undefined) throw new Error(`no client has ${operation}`);
  return { isSts, command: new Command(input) };
}

const here = existsSync(RECORDINGS);

(here ? describe : describe.skip)(`AWS's recorded refusals${here ? "" : " (skipped: shared facts not here)"}`, () => {
  const box = startForTests();
  const recordings = here ? readRecordings() : new Map<string, Recording>();
  let session: STSClient;

  beforeAll(async () => {
    const make = <Output>(operation: string, input: object): Promise<Output> =>
      box.emulator.invoke<Output>("iam", operation, input);
    for (const RoleName of ["taken", "other", "attached", "inlined"]) {
      await make("CreateRole", { RoleName, AssumeRolePolicyDocument: TRUST });
    }
    await make("AttachRolePolicy", { RoleName: "attached", PolicyArn: AWS_POLICY });
    await make("PutRolePolicy", { RoleName: "inlined", PolicyName: "p", PolicyDocument: POLICY });
    for (const PolicyName of ["taken", "a-policy-with-a-longer-name"]) {
      await make("CreatePolicy", { PolicyName, PolicyDocument: POLICY });
    }
    await make("PutRolePolicy", { RoleName: "taken", PolicyName: "deleted", PolicyDocument: POLICY });
    await make("DeleteRolePolicy", { RoleName: "taken", PolicyName: "deleted" });
    await make("CreateRole", { RoleName: "deleted", AssumeRolePolicyDocument: TRUST });
    await make("DeleteRole", { RoleName: "deleted" });
    await make("CreateUser", { UserName: "renamed" });
    await make("UpdateUser", { UserName: "renamed", NewUserName: "another-name" });
    await make("CreateGroup", { GroupName: "renamed" });
    await make("UpdateGroup", { GroupName: "renamed", NewGroupName: "another-name" });
    for (const UserName of ["taken", "other"]) await make("CreateUser", { UserName });
    await make("CreateLoginProfile", { UserName: "taken", Password: "Correct-Horse-1" });
    for (const name of ["first", "second"]) {
      await make("UploadSigningCertificate", { UserName: "taken", CertificateBody: makeCertificate({ name }).pem });
    }
    const { pem, privateKey } = makeCertificate({ name: "server" });
    const certificate = { ServerCertificateName: "taken", CertificateBody: pem, PrivateKey: privateKey };
    await make("UploadServerCertificate", certificate);
    const { VirtualMFADevice } = await make<iamModule.CreateVirtualMFADeviceResponse>("CreateVirtualMFADevice", {
      VirtualMFADeviceName: "taken",
    });
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("ascii");
    const step = stepOf(new Date());
    await make("EnableMFADevice", {
      UserName: "taken",
      SerialNumber: `${DEVICE}/taken`,
      AuthenticationCode1: makeCode(seed, step - 1),
      AuthenticationCode2: makeCode(seed, step),
    });
    for (const GroupName of ["taken", "other"]) await make("CreateGroup", { GroupName });
    await make("CreateOpenIDConnectProvider", { Url: "https://oidc-dup-04669428.example.com" });
    await make("CreateServiceLinkedRole", { AWSServiceName: "batch.amazonaws.com" });
    await make("CreateInstanceProfile", { InstanceProfileName: "taken" });
    await make("AddRoleToInstanceProfile", { InstanceProfileName: "taken", RoleName: "taken" });
    const AssumeRolePolicyDocument = TRUST.replace("sts:AssumeRole", "sts:*").replace(
      '{"Service":"lambda.amazonaws.com"}',
      '{"AWS":"123456789012"}',
    );
    await make("CreateRole", { RoleName: "session", AssumeRolePolicyDocument });
    const { Credentials } = await stsClient(box.emulator).send(
      new AssumeRoleCommand({
        RoleArn: "arn:aws:iam::123456789012:role/session",
        RoleSessionName: "tagged",
        Tags: [{ Key: "team", Value: "core" }],
        TransitiveTagKeys: ["team"],
      }),
    );
    session = new STSClient({
      endpoint: box.emulator.url,
      region: box.emulator.region,
      maxAttempts: 1,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? "",
        secretAccessKey: Credentials?.SecretAccessKey ?? "",
        sessionToken: Credentials?.SessionToken ?? "",
      },
    });
  });

  it("have a request each, or a reason why not", () => {
    const replayed = [...REPLAYS.map(([name]) => name), ...Object.keys(UNPROVOKED)];
    const suffixes = [...recordings.keys()].filter((name) => name.startsWith(SUFFIX));

    expect(recordings.size).toBe(142);
    expect(suffixes).toHaveLength(44);
    expect([...replayed, ...suffixes].sort()).toEqual([...recordings.keys()].sort());
  });

  it.each(REPLAYS.map(([name, operation, input, filled = {}]) => [name, operation, input, filled] as const))(
    "%s: %s",
    async (name, operation, input, placeholders) => {
      const { isSts, command } = commandOf(operation, input);
      const sts = name.includes("transitive") ? session : stsClient(box.emulator);

      const fault = await faultOf(isSts ? sts.send(command) : iamClient(box.emulator).send(command));

      const recording = recordings.get(name);
      expect(fault).toEqual({ ...recording, message: fill(recording?.message ?? "", placeholders) });
    },
  );

  it("name each service that refuses a suffix of its service-linked role", async () => {
    const iam = iamClient(box.emulator);
    for (const [name, recording] of recordings) {
      if (!name.startsWith(SUFFIX)) continue;
      const AWSServiceName = recording.message.slice(SUFFIX_SENTENCE.length);
      const command = new iamModule.CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix: "x" });
      expect(await faultOf(iam.send(command))).toEqual(recording);
    }
  });
});
