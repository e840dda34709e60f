import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ADMIN, makeUser, policy } from "../emulator/authorization/support";
import type { Credentials } from "../emulator/authorization/support";
import { TRUST, startForTests } from "../emulator/support";
import { clientFolder, isInstalled, runClient } from "./run-client";
import type { ClientOutcome } from "./run-client";

const reason = isInstalled("aws", "--version") ? "" : " (skipped: aws is not installed)";

(reason === "" ? describe : describe.skip)(`the AWS CLI against strict enforcement${reason}`, () => {
  const box = startForTests({ enforcement: "strict", administrator: ADMIN });
  const folder = clientFolder();

  async function aws(args: string, { accessKeyId, secretAccessKey }: Credentials = ADMIN): Promise<ClientOutcome> {
    const environment = {
      AWS_PAGER: "",
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    return runClient("aws", args.split(" "), { emulator: box.emulator, folder: folder.path, environment });
  }

  const worker = (RoleName: string): object => ({
    Type: "AWS::IAM::Role",
    Properties: { RoleName, AssumeRolePolicyDocument: JSON.parse(TRUST) as object },
  });

  function write(name: string, content: object | string): void {
    writeFileSync(join(folder.path, name), typeof content === "string" ? content : JSON.stringify(content));
  }

  it("deploys for a principal that may do just that, and not more", async () => {
    const limited = await makeUser(
      box.emulator,
      "deployer",
      policy(
        { Action: "cloudformation:*", Resource: "arn:aws:cloudformation:*:*:stack/team-*/*" },
        { Action: "iam:*", Resource: "arn:aws:iam::*:role/team-*" },
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html of no stack
        { Action: "cloudformation:GetTemplateSummary" },
      ),
    );
    write("mine.json", { Resources: { Worker: worker("team-worker") } });
    write("theirs.json", { Resources: { Worker: worker("other-worker") } });
    const deploy = (stack: string, file: string): Promise<ClientOutcome> =>
      aws(
        `cloudformation deploy --stack-name ${stack} --template-file ${file} --capabilities CAPABILITY_NAMED_IAM`,
        limited,
      );

    expect(await deploy("team-app", "mine.json")).toMatchObject({ exitCode: 0 });
    const beyond = await deploy("team-more", "theirs.json");
    expect(beyond.exitCode).not.toBe(0);
    expect((await aws("cloudformation describe-stack-events --stack-name team-more", limited)).output).toContain(
      "User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/other-worker because no identity-based policy allows the iam:CreateRole action",
    );
    const other = await deploy("other-app", "mine.json");
    expect(other.output).toContain("An error occurred (AccessDenied) when calling the DescribeStacks operation");
  }, 120_000);

  it("uploads, downloads and pre-signs", async () => {
    write("small.txt", "content");
    // Several parts, whose payload the CLI signs or leaves unsigned as it likes.
    write("large.bin", "x".repeat(9 * 1024 * 1024));

    expect(await aws("s3 mb s3://box")).toMatchObject({ exitCode: 0 });
    expect(await aws("s3 cp small.txt s3://box/a/small.txt")).toMatchObject({ exitCode: 0 });
    expect(await aws("s3 cp large.bin s3://box/large.bin")).toMatchObject({ exitCode: 0 });
    expect(await aws("s3 cp s3://box/large.bin back.bin")).toMatchObject({ exitCode: 0 });
    expect((await aws("s3 ls s3://box/a/")).output).toContain("small.txt");
    const { output } = await aws("s3 presign s3://box/a/small.txt --expires-in 60");
    expect(await (await fetch(output.trim())).text()).toBe("content");
    const changed = await fetch(output.trim().replace("small", "other"));
    expect(changed.status).toBe(403);
  }, 120_000);

  it("says what is wrong with credentials", async () => {
    const { output, exitCode } = await aws("iam list-roles", { accessKeyId: "AKIANOBODY", secretAccessKey: "x" });

    expect(exitCode).not.toBe(0);
    expect(output).toContain(
      "An error occurred (InvalidClientTokenId) when calling the ListRoles operation: The security token included in the request is invalid.",
    );
  });
});
