import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TRUST, startForTests } from "../emulator/support";
import { clientFolder, isInstalled, runClient } from "./run-client";
import type { ClientOutcome } from "./run-client";

const reason = isInstalled("aws", "--version") ? "" : " (skipped: aws is not installed)";

(reason === "" ? describe : describe.skip)(`the AWS CLI${reason}`, () => {
  const box = startForTests();
  const folder = clientFolder();

  async function aws(args: string, environment: Record<string, string> = {}): Promise<ClientOutcome> {
    const client = { emulator: box.emulator, folder: folder.path, environment: { AWS_PAGER: "", ...environment } };
    return await runClient("aws", args.split(" "), client);
  }

  /** What a call that succeeds prints, as data. */
  async function ask<Answer>(args: string, environment: Record<string, string> = {}): Promise<Answer> {
    const { exitCode, output } = await aws(`${args} --output json`, environment);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    return (output.trim() === "" ? undefined : JSON.parse(output)) as Answer;
  }

  const template = (description: string, more: object = {}): object => ({
    Parameters: { Team: { Type: "String" } },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: { Description: description, AssumeRolePolicyDocument: JSON.parse(TRUST) as object },
      },
      ...more,
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } }, Team: { Value: { Ref: "Team" } } },
  });

  function write(name: string, content: unknown): void {
    writeFileSync(join(folder.path, name), typeof content === "string" ? content : JSON.stringify(content));
  }

  const outputsOf = async (stack: string): Promise<Record<string, string>> => {
    const query = "Stacks[0].Outputs[].[OutputKey,OutputValue]";
    return Object.fromEntries(
      await ask<[string, string][]>(`cloudformation describe-stacks --stack-name ${stack} --query ${query}`),
    );
  };

  it("validates templates", async () => {
    write("good.json", template("one"));
    write("bad.json", { Resources: { Role: { Type: "AWS::IAM::Role", DependsOn: "Nobody" } } });

    const good = await ask<{ Capabilities: string[]; Parameters: { ParameterKey: string }[] }>(
      "cloudformation validate-template --template-body file://good.json",
    );
    const bad = await aws("cloudformation validate-template --template-body file://bad.json");

    expect(good.Capabilities).toEqual(["CAPABILITY_IAM"]);
    expect(good.Parameters).toMatchObject([{ ParameterKey: "Team" }]);
    // The sentence: facts/cloudformation.md 2.3.
    expect(bad.exitCode).not.toBe(0);
    expect(bad.output).toContain("Unresolved resource dependencies [Nobody] in the Resources block of the template");
  }, 120_000);

  it("creates, updates and deletes a stack, and waits", async () => {
    const parameters = "--parameters ParameterKey=Team,ParameterValue=core";
    const call = (operation: string, file: string) =>
      ask(
        `cloudformation ${operation} --stack-name direct --template-body file://${file} --capabilities CAPABILITY_IAM ${parameters}`,
      );
    write("one.json", template("one"));
    write("two.json", template("two"));

    await call("create-stack", "one.json");
    await ask("cloudformation wait stack-create-complete --stack-name direct");
    const before = await outputsOf("direct");
    await call("update-stack", "two.json");
    await ask("cloudformation wait stack-update-complete --stack-name direct");

    expect(await outputsOf("direct")).toEqual(before);
    const name = before["RoleArn"]?.split("/").at(-1) ?? "";
    expect(await ask(`iam get-role --role-name ${name} --query Role.Description`)).toBe("two");
    await ask("cloudformation delete-stack --stack-name direct");
    await ask("cloudformation wait stack-delete-complete --stack-name direct");
    expect((await aws(`iam get-role --role-name ${name}`)).output).toContain("(NoSuchEntity)");
  }, 120_000);

  it("deploys a stack by change sets, says where nothing changes, and rolls back what fails", async () => {
    const deploy = async (file: string): Promise<ClientOutcome> => {
      // The CLI names its change sets by the second, and the emulator is done within one.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      return await aws(
        `cloudformation deploy --stack-name deployed --template-file ${file} --capabilities CAPABILITY_NAMED_IAM --parameter-overrides Team=core --no-fail-on-empty-changeset`,
      );
    };
    write("one.json", template("one"));
    write("two.json", template("two"));
    const taken = { RoleName: "taken", AssumeRolePolicyDocument: JSON.parse(TRUST) as object };
    write("failing.json", template("three", { Second: { Type: "AWS::IAM::Role", Properties: taken } }));
    write("trust.json", TRUST);
    await ask("iam create-role --role-name taken --assume-role-policy-document file://trust.json");

    expect((await deploy("one.json")).output).toContain("Successfully created/updated stack - deployed");
    expect((await deploy("one.json")).output).toContain("No changes to deploy. Stack deployed is up to date");
    expect((await deploy("two.json")).output).toContain("Successfully created/updated stack - deployed");
    const failed = await deploy("failing.json");

    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toContain("Failed to create/update the stack");
    const query = "--query Stacks[0].StackStatus";
    expect(await ask(`cloudformation describe-stacks --stack-name deployed ${query}`)).toBe("UPDATE_ROLLBACK_COMPLETE");
    const name = (await outputsOf("deployed"))["RoleArn"]?.split("/").at(-1) ?? "";
    expect(await ask(`iam get-role --role-name ${name} --query Role.Description`)).toBe("two");
  }, 120_000);

  it("copies files to a bucket and back, and empties it", async () => {
    write("note.txt", "hello");
    await aws("s3 mb s3://cli-bucket");

    await aws("s3 cp note.txt s3://cli-bucket/a/note.txt --content-type text/plain");
    const listed = await aws("s3 ls s3://cli-bucket --recursive");
    const back = await aws("s3 cp s3://cli-bucket/a/note.txt -");
    const removed = await aws("s3 rb s3://cli-bucket --force");

    expect(listed.output).toMatch(/ 5 a\/note\.txt\n$/);
    expect(back.output).toBe("hello");
    expect(removed.output).toContain("remove_bucket: cli-bucket");
  }, 120_000);

  it("uploads a large file in parts", async () => {
    // The CLI uploads in parts from 8 MiB on.
    const size = 9 * 1024 * 1024;
    write("large.bin", "x".repeat(size));
    await aws("s3 mb s3://cli-large");

    await aws("s3 cp large.bin s3://cli-large/large.bin --no-progress");

    const head = await ask<{ ContentLength: number; ETag: string }>(
      "s3api head-object --bucket cli-large --key large.bin",
    );
    expect(head).toMatchObject({ ContentLength: size, ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) as string });
  }, 120_000);

  it("assumes a role, and is its session then", async () => {
    const account = box.emulator.accountId;
    write("account.json", {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" }],
    });
    await ask("iam create-role --role-name assumed --assume-role-policy-document file://account.json");
    const arn = `arn:aws:iam::${account}:role/assumed`;
    const { Credentials: credentials } = await ask<{ Credentials: Record<string, string> }>(
      `sts assume-role --role-arn ${arn} --role-session-name cli`,
    );

    const who = await ask<{ Arn: string }>("sts get-caller-identity", {
      AWS_ACCESS_KEY_ID: credentials["AccessKeyId"] ?? "",
      AWS_SECRET_ACCESS_KEY: credentials["SecretAccessKey"] ?? "",
      AWS_SESSION_TOKEN: credentials["SessionToken"] ?? "",
    });

    expect(who.Arn).toBe(`arn:aws:sts::${account}:assumed-role/assumed/cli`);
  }, 120_000);
});
