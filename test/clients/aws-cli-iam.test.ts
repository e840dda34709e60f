import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeCode, stepOf } from "../../src/emulator/totp";
import { makeCertificate } from "../emulator/iam/make-certificate";
import { samlMetadata } from "../emulator/saml-fixture";
import { POLICY, TRUST, startForTests } from "../emulator/support";
import { awsCli, awsSkipReason } from "./run-aws";
import { clientFolder } from "./run-client";
import { makeSshKey } from "./terraform/iam-variables";

const ACCOUNT = "arn:aws:iam::123456789012";
/** Most commands take half a second, and a busy machine several times that. */
const PATIENCE = 180_000;

(awsSkipReason === "" ? describe : describe.skip)(`the AWS CLI over IAM${awsSkipReason}`, () => {
  const box = startForTests();
  const folder = clientFolder();
  const cli = awsCli(box, folder);
  const { ask, run, refusal } = cli;
  const certificate = makeCertificate({ name: "notes.example.org", keyType: "rsa" });

  beforeAll(() => {
    cli.write("trust.json", TRUST);
    cli.write("policy.json", POLICY);
    cli.write("metadata.xml", samlMetadata());
    cli.write("key.pub", makeSshKey());
    cli.write("certificate.pem", certificate.pem);
    cli.write("key.pem", certificate.privateKey);
  });

  it(
    "makes, waits for, renames, tags and deletes a user",
    async () => {
      await ask("iam create-user --user-name ann --path /people/ --tags Key=team,Value=notes");
      await ask("iam wait user-exists --user-name ann");
      await ask("iam tag-user --user-name ann --tags Key=more,Value=1");
      await ask("iam untag-user --user-name ann --tag-keys team");
      await ask("iam update-user --user-name ann --new-user-name anna --new-path /staff/");

      expect(await ask("iam get-user --user-name anna")).toMatchObject({
        User: {
          UserName: "anna",
          Path: "/staff/",
          Arn: `${ACCOUNT}:user/staff/anna`,
          Tags: [{ Key: "more", Value: "1" }],
        },
      });
      expect(await ask("iam list-users --path-prefix /staff --query Users[].UserName")).toEqual(["anna"]);
      await ask("iam delete-user --user-name anna");
      // The sentence: facts/aws-errors.tsv.
      expect(await refusal("iam get-user --user-name anna")).toBe(
        "An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name anna cannot be found.",
      );
    },
    PATIENCE,
  );

  it(
    "puts users in groups, with policies of all kinds",
    async () => {
      await ask("iam create-group --group-name team");
      await ask("iam create-user --user-name bob");
      await ask("iam add-user-to-group --group-name team --user-name bob");
      await ask("iam put-group-policy --group-name team --policy-name own --policy-document file://policy.json");
      await ask(`iam attach-group-policy --group-name team --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess`);
      await ask(
        `iam put-user-permissions-boundary --user-name bob --permissions-boundary arn:aws:iam::aws:policy/PowerUserAccess`,
      );

      expect(await ask("iam get-group --group-name team --query Users[].UserName")).toEqual(["bob"]);
      expect(await ask("iam list-groups-for-user --user-name bob --query Groups[].GroupName")).toEqual(["team"]);
      expect(await ask("iam list-group-policies --group-name team")).toEqual({ PolicyNames: ["own"] });
      expect(await ask("iam get-group-policy --group-name team --policy-name own")).toMatchObject({
        PolicyDocument: JSON.parse(POLICY) as object,
      });
      // Each service of AWS in its words: facts/aws-errors.tsv.
      expect(await refusal("iam delete-group --group-name team")).toMatch(
        /^An error occurred \(DeleteConflict\) when calling the DeleteGroup operation: Cannot delete entity, must /,
      );
      expect(await ask("iam get-account-authorization-details --filter User Group")).toMatchObject({
        UserDetailList: [
          {
            UserName: "bob",
            GroupList: ["team"],
            PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
          },
        ],
        GroupDetailList: [
          {
            GroupName: "team",
            AttachedManagedPolicies: [{ PolicyName: "ReadOnlyAccess" }],
            GroupPolicyList: [{ PolicyName: "own" }],
          },
        ],
        RoleDetailList: [],
      });
      await ask("iam remove-user-from-group --group-name team --user-name bob");
      await ask("iam detach-group-policy --group-name team --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess");
      await ask("iam delete-group-policy --group-name team --policy-name own");
      await ask("iam delete-group --group-name team");
      await ask("iam delete-user --user-name bob");
    },
    PATIENCE,
  );

  it(
    "makes roles and instance profiles, and versions of policies for them",
    async () => {
      const arn = `${ACCOUNT}:policy/app/read`;
      await ask("iam create-role --role-name worker --path /app/ --assume-role-policy-document file://trust.json");
      await ask("iam wait role-exists --role-name worker");
      await ask("iam create-policy --policy-name read --path /app/ --policy-document file://policy.json");
      await ask(`iam wait policy-exists --policy-arn ${arn}`);
      await ask(`iam create-policy-version --policy-arn ${arn} --policy-document file://policy.json`);
      await ask(`iam set-default-policy-version --policy-arn ${arn} --version-id v2`);
      await ask(`iam attach-role-policy --role-name worker --policy-arn ${arn}`);
      await ask("iam create-instance-profile --instance-profile-name worker");
      await ask("iam wait instance-profile-exists --instance-profile-name worker");
      await ask("iam add-role-to-instance-profile --instance-profile-name worker --role-name worker");
      await ask("iam update-role --role-name worker --max-session-duration 7200", "--description", "works a lot");
      await ask("iam update-assume-role-policy --role-name worker --policy-document file://trust.json");

      expect(await ask("iam get-role --role-name worker")).toMatchObject({
        Role: {
          Arn: `${ACCOUNT}:role/app/worker`,
          Description: "works a lot",
          MaxSessionDuration: 7200,
          AssumeRolePolicyDocument: JSON.parse(TRUST) as object,
        },
      });
      expect(await ask("iam list-policies --scope Local --only-attached --query Policies[].Arn")).toEqual([arn]);
      expect(
        await ask(`iam list-policy-versions --policy-arn ${arn} --query Versions[].[VersionId,IsDefaultVersion]`),
      ).toEqual([
        ["v2", true],
        ["v1", false],
      ]);
      expect(await ask(`iam list-entities-for-policy --policy-arn ${arn}`)).toMatchObject({
        PolicyRoles: [{ RoleName: "worker" }],
      });
      expect(
        await ask("iam list-instance-profiles-for-role --role-name worker --query InstanceProfiles[].Roles[].RoleName"),
      ).toEqual(["worker"]);
      expect(await refusal("iam delete-role --role-name worker")).toContain("(DeleteConflict)");
      await ask("iam remove-role-from-instance-profile --instance-profile-name worker --role-name worker");
      await ask("iam delete-instance-profile --instance-profile-name worker");
      await ask(`iam detach-role-policy --role-name worker --policy-arn ${arn}`);
      await ask("iam delete-role --role-name worker");
      await ask(`iam delete-policy-version --policy-arn ${arn} --version-id v1`);
      await ask(`iam delete-policy --policy-arn ${arn}`);
      expect(await refusal(`iam get-policy --policy-arn ${arn}`)).toContain("(NoSuchEntity)");
    },
    PATIENCE,
  );

  it(
    "gives a user credentials of every kind",
    async () => {
      await ask("iam create-user --user-name carl");
      await ask("iam create-login-profile --user-name carl --password correct-Horse-battery-5taple");
      const key = await ask<string>("iam create-access-key --user-name carl --query AccessKey.AccessKeyId");
      await ask(`iam update-access-key --user-name carl --access-key-id ${key} --status Inactive`);
      const ssh = await ask<string>(
        "iam upload-ssh-public-key --user-name carl --ssh-public-key-body file://key.pub --query SSHPublicKey.SSHPublicKeyId",
      );
      const signing = await ask<string>(
        "iam upload-signing-certificate --user-name carl --certificate-body file://certificate.pem --query Certificate.CertificateId",
      );
      const secret = await ask<{ ServiceSpecificCredentialId: string; ServicePassword: string }>(
        "iam create-service-specific-credential --user-name carl --service-name codecommit.amazonaws.com --query ServiceSpecificCredential",
      );

      expect(await ask("iam list-access-keys --user-name carl")).toMatchObject({
        AccessKeyMetadata: [{ UserName: "carl", AccessKeyId: key, Status: "Inactive" }],
      });
      expect(await ask(`iam get-access-key-last-used --access-key-id ${key}`)).toMatchObject({
        UserName: "carl",
        AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" },
      });
      expect(
        await ask(
          `iam get-ssh-public-key --user-name carl --ssh-public-key-id ${ssh} --encoding SSH --query SSHPublicKey.SSHPublicKeyBody`,
        ),
      ).toBe(readFileSync(join(folder.path, "key.pub"), "utf8"));
      expect(await ask("iam list-signing-certificates --user-name carl --query Certificates[].CertificateId")).toEqual([
        signing,
      ]);
      expect(secret.ServicePassword).not.toBe("");
      const reset = await ask<string>(
        `iam reset-service-specific-credential --user-name carl --service-specific-credential-id ${secret.ServiceSpecificCredentialId} --query ServiceSpecificCredential.ServicePassword`,
      );
      expect(reset).not.toBe(secret.ServicePassword);

      await ask("iam delete-login-profile --user-name carl");
      await ask(`iam delete-access-key --user-name carl --access-key-id ${key}`);
      await ask(`iam delete-ssh-public-key --user-name carl --ssh-public-key-id ${ssh}`);
      await ask(`iam delete-signing-certificate --user-name carl --certificate-id ${signing}`);
      await ask(
        `iam delete-service-specific-credential --user-name carl --service-specific-credential-id ${secret.ServiceSpecificCredentialId}`,
      );
      await ask("iam delete-user --user-name carl");
    },
    PATIENCE,
  );

  it(
    "writes an MFA device's seed to a file, and enables the device by its codes",
    async () => {
      await ask("iam create-user --user-name dora");
      const create = "iam create-virtual-mfa-device --query VirtualMFADevice.SerialNumber";
      const serial = await ask<string>(
        `${create} --virtual-mfa-device-name dora --outfile seed.txt --bootstrap-method Base32StringSeed`,
      );
      const other = await ask<string>(
        `${create} --virtual-mfa-device-name other --outfile code.png --bootstrap-method QRCodePNG`,
      );
      const seed = readFileSync(join(folder.path, "seed.txt"), "utf8");
      const step = stepOf(new Date());
      const codes = `--authentication-code1 ${makeCode(seed, step - 1)} --authentication-code2 ${makeCode(seed, step)}`;

      await ask(`iam enable-mfa-device --user-name dora --serial-number ${serial} ${codes}`);

      expect(await ask("iam list-mfa-devices --user-name dora --query MFADevices[].SerialNumber")).toEqual([serial]);
      expect(readFileSync(join(folder.path, "code.png")).subarray(1, 4).toString()).toBe("PNG");
      expect(
        await ask(
          "iam list-virtual-mfa-devices --assignment-status Unassigned --query VirtualMFADevices[].SerialNumber",
        ),
      ).toEqual([other]);
      await ask(`iam deactivate-mfa-device --user-name dora --serial-number ${serial}`);
      await ask(`iam delete-virtual-mfa-device --serial-number ${serial}`);
      await ask(`iam delete-virtual-mfa-device --serial-number ${other}`);
      await ask("iam delete-user --user-name dora");
    },
    PATIENCE,
  );

  it(
    "keeps certificates and identity providers",
    async () => {
      await ask(
        "iam upload-server-certificate --server-certificate-name site --path /cloudfront/ --certificate-body file://certificate.pem --private-key file://key.pem",
      );
      const oidc = await ask<string>(
        "iam create-open-id-connect-provider --url https://token.example.org --client-id-list notes --query OpenIDConnectProviderArn",
      );
      const saml = await ask<string>(
        "iam create-saml-provider --name office --saml-metadata-document file://metadata.xml --query SAMLProviderArn",
      );
      await ask(
        `iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${oidc} --client-id more`,
      );

      expect(await ask("iam list-server-certificates --path-prefix /cloudfront/")).toMatchObject({
        ServerCertificateMetadataList: [
          { ServerCertificateName: "site", Expiration: expect.stringMatching(/^2049-/) as string },
        ],
      });
      expect(
        await ask(
          "iam get-server-certificate --server-certificate-name site --query ServerCertificate.CertificateBody",
        ),
      ).toBe(certificate.pem.trim());
      expect(
        await ask(`iam get-open-id-connect-provider --open-id-connect-provider-arn ${oidc} --query [Url,ClientIDList]`),
      ).toEqual(["token.example.org", ["notes", "more"]]);
      expect(await ask(`iam get-saml-provider --saml-provider-arn ${saml} --query SAMLMetadataDocument`)).toBe(
        samlMetadata(),
      );
      await ask("iam delete-server-certificate --server-certificate-name site");
      await ask(`iam delete-open-id-connect-provider --open-id-connect-provider-arn ${oidc}`);
      await ask(`iam delete-saml-provider --saml-provider-arn ${saml}`);
      expect(await ask("iam list-open-id-connect-providers")).toEqual({ OpenIDConnectProviderList: [] });
      expect(await ask("iam list-saml-providers")).toEqual({ SAMLProviderList: [] });
    },
    PATIENCE,
  );

  it(
    "makes a service-linked role, and deletes it by a task",
    async () => {
      const name = "AWSServiceRoleForAutoScaling_notes";
      await ask("iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com --custom-suffix notes");

      expect(await refusal(`iam delete-role --role-name ${name}`)).toContain("(UnmodifiableEntity)");
      const task = await ask<string>(`iam delete-service-linked-role --role-name ${name} --query DeletionTaskId`);

      await until(async () => {
        const status = await ask(
          `iam get-service-linked-role-deletion-status --deletion-task-id ${task} --query Status`,
        );
        return status === "SUCCEEDED";
      });
      expect(await refusal(`iam get-role --role-name ${name}`)).toContain("(NoSuchEntity)");
    },
    PATIENCE,
  );

  it(
    "sets the account's alias and password policy, and reports on its credentials",
    async () => {
      await ask("iam create-account-alias --account-alias notes");
      await ask("iam update-account-password-policy --minimum-password-length 16 --require-symbols");
      await ask("iam create-user --user-name eve");

      expect(await ask("iam list-account-aliases")).toEqual({ AccountAliases: ["notes"] });
      expect(await ask("iam get-account-password-policy")).toMatchObject({
        PasswordPolicy: { MinimumPasswordLength: 16, RequireSymbols: true, RequireNumbers: false },
      });
      // The sentence: facts/aws-errors.tsv.
      expect(await refusal("iam create-login-profile --user-name eve --password short!")).toContain(
        "(PasswordPolicyViolation)",
      );
      await until(async () => (await ask("iam generate-credential-report --query State")) === "COMPLETE");
      const content = await ask<string>("iam get-credential-report --query Content");
      // The columns: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
      const text = content.includes(",") ? content : Buffer.from(content, "base64").toString();
      expect(text.split("\n")[0]).toMatch(/^user,arn,user_creation_time,password_enabled,password_last_used,/);
      expect(text).toMatch(/^eve,arn:aws:iam::123456789012:user\/eve,/m);
      expect(await ask("iam get-account-summary --query SummaryMap.Users")).toBe(1);
      await ask("iam delete-account-alias --account-alias notes");
      await ask("iam delete-account-password-policy");
      await ask("iam delete-user --user-name eve");
    },
    PATIENCE,
  );

  it(
    "reads lists in pages of any size, and goes on where it stopped",
    async () => {
      const names = Array.from({ length: 25 }, (_, index) => `reader-${String(index).padStart(2, "0")}`);
      for (const UserName of names) await box.emulator.invoke("iam", "CreateUser", { UserName, Path: "/readers/" });
      const list = "iam list-users --path-prefix /readers/";

      expect(await ask(`${list} --page-size 10 --query Users[].UserName`)).toEqual(names);
      const read: string[] = [];
      let token: string | undefined;
      do {
        const page = await ask<{ Users: { UserName: string }[]; NextToken?: string }>(
          `${list} --max-items 9${token === undefined ? "" : ` --starting-token ${token}`}`,
        );
        read.push(...page.Users.map(({ UserName }) => UserName));
        token = page.NextToken;
      } while (token !== undefined && read.length <= names.length);
      expect(read).toEqual(names);
      expect(await ask("iam list-policies --scope AWS --max-items 1500 --query length(Policies)")).toBeGreaterThan(
        1000,
      );
    },
    PATIENCE,
  );

  it(
    "says what is wrong with input, and which operations there are not",
    async () => {
      // Sentences: facts/aws-errors.tsv.
      expect((await run("iam create-role --role-name worker --assume-role-policy-document {}")).output).toContain(
        "An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: ",
      );
      expect(await refusal("iam create-user --user-name no/name")).toBe(
        "An error occurred (ValidationError) when calling the CreateUser operation: The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
      );
    },
    PATIENCE,
  );
});

/** Asks until the answer is yes; what is asked for takes its time. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  for (let attempts = 0; attempts < 20; attempts += 1) if (await ask()) return;
  throw new Error("it did not come to an end in 20 attempts");
}
