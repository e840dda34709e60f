import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccountAliasCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  ListAccountAliasesCommand,
  UpdateAccessKeyCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateSigningCertificateCommand,
  UploadServerCertificateCommand,
  UploadSigningCertificateCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { faultOf, iamClient, startForTests, stsClient } from "../support";
import { makeCertificate } from "./make-certificate";

const START = new Date("2026-03-01T12:00:00Z");
const HOUR = 60 * 60 * 1000;
let now = START;
/** Lets what waits for the emulator's latency go on. */
let release: () => void = () => undefined;
const box = startForTests({
  clock: { now: () => now },
  latency: 1,
  timer: (_milliseconds, done) => {
    release = done;
    return () => undefined;
  },
});

beforeEach(() => {
  now = START;
});

// Each test has an account of its own.
let account = 111111111110;
function nextAccount(): { readonly id: string; readonly iam: IAMClient } {
  const id = String((account += 1));
  return { id, iam: iamClient(box.emulator, id) };
}

describe("account aliases", () => {
  const list = async (iam: IAMClient) => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases;

  it("are one an account: a new one takes the old one's place", async () => {
    const { iam } = nextAccount();
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: "first-one" }));
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: "second-one" }));

    expect(await list(iam)).toEqual(["second-one"]);
    await nextAccount().iam.send(new CreateAccountAliasCommand({ AccountAlias: "first-one" }));
  });

  it("are no other account's", async () => {
    const [mine, theirs] = [nextAccount().iam, nextAccount().iam];
    await mine.send(new CreateAccountAliasCommand({ AccountAlias: "taken" }));

    // Sentence observed (see account-aliases.ts).
    expect(await faultOf(theirs.send(new CreateAccountAliasCommand({ AccountAlias: "taken" })))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "The account alias taken already exists.",
    });
    const remove = (iam: IAMClient) => iam.send(new DeleteAccountAliasCommand({ AccountAlias: "taken" }));
    expect((await faultOf(remove(theirs))).code).toBe("NoSuchEntity");
    await remove(mine);
    expect(await list(mine)).toEqual([]);
  });

  it.each(["ab", "Upper", "-dash", "two--dashes", "dash-"])("are not %j", async (AccountAlias) => {
    const call = nextAccount().iam.send(new CreateAccountAliasCommand({ AccountAlias }));

    expect((await faultOf(call)).code).toBe("ValidationError");
  });
});

describe("account summary", () => {
  it("counts devices and certificates", async () => {
    const { iam } = nextAccount();
    const summary = async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap ?? {};
    await iam.send(new CreateUserCommand({ UserName: "ann" }));
    await enableDevice(iam, "ann");
    await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "free" }));
    const { pem, privateKey } = makeCertificate({ name: "server" });
    await iam.send(
      new UploadServerCertificateCommand({
        ServerCertificateName: "server",
        CertificateBody: pem,
        PrivateKey: privateKey,
      }),
    );

    expect(await summary()).toMatchObject({ Users: 1, MFADevices: 2, MFADevicesInUse: 1, ServerCertificates: 1 });
  });

  // Recorded from AWS in September 2026.
  it("counts one version in use of each policy that is attached or a boundary", async () => {
    const { iam } = nextAccount();
    const inUse = async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap?.PolicyVersionsInUse;
    const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    expect(await inUse()).toBe(0);
    await iam.send(new CreateUserCommand({ UserName: "ann", PermissionsBoundary: PolicyArn }));
    await iam.send(new CreateUserCommand({ UserName: "bob" }));
    await iam.send(new AttachUserPolicyCommand({ UserName: "bob", PolicyArn }));
    expect(await inUse()).toBe(1);
  });
});

async function enableDevice(iam: IAMClient, UserName: string): Promise<void> {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("ascii");
  const step = stepOf(now);
  await iam.send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: makeCode(seed, step - 1),
      AuthenticationCode2: makeCode(seed, step),
    }),
  );
}

describe("credential reports", () => {
  const generate = async (iam: IAMClient) => {
    const { State, Description } = await iam.send(new GenerateCredentialReportCommand({}));
    return Description === undefined ? State : `${State}: ${Description}`;
  };
  const fetchReport = async (iam: IAMClient) => {
    const { Content, ...rest } = await iam.send(new GetCredentialReportCommand({}));
    return { text: Buffer.from(Content ?? []).toString("utf8"), ...rest };
  };
  /** Generates a report and waits until it is there. */
  const make = async (iam: IAMClient) => {
    await generate(iam);
    while ((await generate(iam)) !== "COMPLETE") release();
    return fetchReport(iam);
  };

  // States, codes and sentences: recorded from AWS in September 2026.
  it("are generated, then fetched, and made anew after four hours", async () => {
    const { iam } = nextAccount();

    expect(await faultOf(fetchReport(iam))).toMatchObject({ code: "ReportNotPresent", status: 410 });
    expect(await generate(iam)).toBe("STARTED: No report exists. Starting a new report generation task");
    expect(await generate(iam)).toBe("INPROGRESS");
    expect(await faultOf(fetchReport(iam))).toMatchObject({ code: "ReportInProgress", status: 404 });
    while ((await generate(iam)) !== "COMPLETE") release();
    const first = await fetchReport(iam);
    expect(first).toMatchObject({ ReportFormat: "text/csv", GeneratedTime: START });
    await iam.send(new CreateUserCommand({ UserName: "late" }));
    now = new Date(START.getTime() + 4 * HOUR);
    expect(await generate(iam)).toBe("COMPLETE");
    expect((await fetchReport(iam)).text).toBe(first.text);
    now = new Date(now.getTime() + 1000);
    expect(await faultOf(fetchReport(iam))).toMatchObject({ code: "ReportExpired", status: 410 });
    expect(await generate(iam)).toBe("STARTED");
    while ((await generate(iam)) !== "COMPLETE") release();
    expect((await fetchReport(iam)).text).toContain("\nlate,");
  });

  it("have no message where they are not there", async () => {
    const { id } = nextAccount();
    const response = await fetch(box.emulator.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization: `AWS4-HMAC-SHA256 Credential=${id}/20260301/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x`,
      },
      body: "Action=GetCredentialReport&Version=2010-05-08",
    });

    expect(response.status).toBe(410);
    expect(await response.text()).not.toContain("Message");
  });

  it("tell of the root and of every user, as AWS writes them", async () => {
    const { id, iam } = nextAccount();
    await iam.send(new UpdateAccountPasswordPolicyCommand({ MaxPasswordAge: 90 }));
    for (const UserName of ["zoe", "Bob", "ann,bob"]) await iam.send(new CreateUserCommand({ UserName, Path: "/x/" }));
    await iam.send(new CreateLoginProfileCommand({ UserName: "zoe", Password: "Correct-Horse-1" }));
    await enableDevice(iam, "zoe");
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "Bob" }));
    await stsClient(box.emulator, AccessKey?.AccessKeyId).send(new GetCallerIdentityCommand({}));
    await iam.send(
      new UpdateAccessKeyCommand({ UserName: "Bob", AccessKeyId: AccessKey?.AccessKeyId, Status: "Inactive" }),
    );
    const certificates = [makeCertificate({ name: "1" }).pem, makeCertificate({ name: "2" }).pem];
    for (const CertificateBody of certificates) {
      const { Certificate } = await iam.send(new UploadSigningCertificateCommand({ UserName: "zoe", CertificateBody }));
      if (CertificateBody === certificates[0]) {
        await iam.send(
          new UpdateSigningCertificateCommand({
            UserName: "zoe",
            CertificateId: Certificate?.CertificateId,
            Status: "Inactive",
          }),
        );
      }
    }

    const { text } = await make(iam);
    const made = "2026-03-01T12:00:00Z";
    const noKeys = "false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A";
    const noCertificates = "false,N/A,false,N/A";
    expect(text.split("\n")).toEqual([
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated",
      `<root_account>,arn:aws:iam::${id}:root,2020-01-01T00:00:00Z,true,no_information,2020-01-01T00:00:00Z,not_supported,false,${noKeys},${noCertificates}`,
      `"ann,bob","arn:aws:iam::${id}:user/x/ann,bob",${made},false,N/A,N/A,N/A,false,${noKeys},${noCertificates}`,
      `Bob,arn:aws:iam::${id}:user/x/Bob,${made},false,N/A,N/A,N/A,false,false,${made},${made},us-east-1,sts,false,N/A,N/A,N/A,N/A,${noCertificates}`,
      `zoe,arn:aws:iam::${id}:user/x/zoe,${made},true,no_information,${made},2026-05-30T12:00:00Z,true,${noKeys},false,${made},true,${made}`,
    ]);
  });
});
