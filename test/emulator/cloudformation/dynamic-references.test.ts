import {
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { role, startFixture } from "./stack-fixture";

let fixture: StackFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.emulator.stop());

async function put(Name: string, Value: string, Type = "String"): Promise<void> {
  await fixture.emulator.invoke("ssm", "PutParameter", { Name, Value, Type, Overwrite: true });
}

async function read(Name: string): Promise<string> {
  const { Parameter } = await fixture.emulator.invoke<{ Parameter: { Value: string } }>("ssm", "GetParameter", {
    Name,
  });
  return Parameter.Value;
}

function parameter(name: string, value: unknown): object {
  return { Type: "AWS::SSM::Parameter", Properties: { Name: name, Type: "String", Value: value } };
}

async function failureOf(stack: string, logicalId: string): Promise<string | undefined> {
  const events = await fixture.events(stack);
  return events.find((event) => event.LogicalResourceId === logicalId && event.ResourceStatus === "CREATE_FAILED")
    ?.ResourceStatusReason;
}

describe("{{resolve:ssm:…}}", () => {
  it("is the parameter's value in the resource, of the version asked for or the latest", async () => {
    await put("/ref/host", "first");
    await put("/ref/host", "second");
    const template = {
      Parameters: { Stage: { Type: "String", Default: "host" } },
      Resources: {
        Latest: parameter("/made/latest", "at {{resolve:ssm:/ref/host}}!"),
        First: parameter("/made/first", { "Fn::Sub": "{{resolve:ssm:/ref/${Stage}:1}}/{{resolve:ssm:/ref/host:2}}" }),
      },
    };

    const stack = await fixture.create("plain", template);

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(await read("/made/latest")).toBe("at second!");
    expect(await read("/made/first")).toBe("first/second");
  });

  it("takes the place of a number", async () => {
    await put("/ref/duration", "7200");
    const template = {
      Resources: { Role: role("lambda", { RoleName: "timed", MaxSessionDuration: "{{resolve:ssm:/ref/duration}}" }) },
    };

    await fixture.create("number", template);

    const { Role } = await fixture.emulator.invoke<{ Role: { MaxSessionDuration: number } }>("iam", "GetRole", {
      RoleName: "timed",
    });
    expect(Role.MaxSessionDuration).toBe(7200);
  });

  it("names a role, which is deleted by that name, too", async () => {
    await put("/ref/name", "named-by-reference");
    const template = { Resources: { Role: role("lambda", { RoleName: "{{resolve:ssm:/ref/name}}" }) } };
    const stack = await fixture.create("naming", template);
    await fixture.emulator.invoke("iam", "GetRole", { RoleName: "named-by-reference" });

    const deleted = await fixture.delete(stack.StackId ?? "");

    expect(deleted.StackStatus).toBe("DELETE_COMPLETE");
    await expect(fixture.emulator.invoke("iam", "GetRole", { RoleName: "named-by-reference" })).rejects.toThrow(
      "The role with name named-by-reference cannot be found.",
    );
  });

  it("is resolved anew when its resource is updated, and is no update by itself", async () => {
    await put("/ref/changing", "old");
    const template = (description: string): object => ({
      Resources: {
        P: {
          Type: "AWS::SSM::Parameter",
          Properties: {
            Name: "/made/changing",
            Type: "String",
            Description: description,
            Value: "{{resolve:ssm:/ref/changing}}",
          },
        },
      },
    });
    await fixture.create("changing", template("one"));
    await put("/ref/changing", "new");

    // Sentence: ../shared/facts/cloudformation.md §2.1; that it comes here was measured: ministack pull request 1647.
    expect(await fixture.refusal(fixture.update("changing", template("one")))).toBe(
      "ValidationError: No updates are to be performed.",
    );
    await fixture.update("changing", template("two"));

    expect(await read("/made/changing")).toBe("new");
  });

  // Sentence: answers of AWS quoted in many public repositories.
  it("is refused at once where the parameter is not there", async () => {
    const template = { Resources: { P: parameter("/made/x", "{{resolve:ssm:/ref/none}} {{resolve:ssm:/ref/no:3}}") } };

    expect(await fixture.refusal(fixture.create("missing", template))).toBe(
      "ValidationError: Parameters: [ssm:/ref/none, ssm:/ref/no:3] cannot be found.",
    );
  });

  it("fails the resource where only the deployment finds out", async () => {
    const template = {
      Parameters: { Name: { Type: "String", Default: "none" } },
      Resources: { P: parameter("/made/x", { "Fn::Sub": "{{resolve:ssm:/ref/${Name}}}" }) },
    };

    const stack = await fixture.create("missing-later", template);

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await failureOf("missing-later", "P")).toBe("Parameters: [ssm:/ref/none] cannot be found.");
  });

  it("refuses a secure string and a label", async () => {
    await put("/ref/secure", "s3cret", "SecureString");
    const withValue = (value: string): object => ({ Resources: { P: parameter("/made/x", value) } });

    // Unverified sentences.
    expect(await fixture.refusal(fixture.create("secure", withValue("{{resolve:ssm:/ref/secure}}")))).toBe(
      "ValidationError: Parameters [/ref/secure] referenced by template have types not supported by CloudFormation.",
    );
    expect(await fixture.refusal(fixture.create("label", withValue("{{resolve:ssm:/ref/host:prod}}")))).toBe(
      "ValidationError: Incorrect format is used in the following SSM reference: [{{resolve:ssm:/ref/host:prod}}]",
    );
  });
});

describe("{{resolve:ssm-secure:…}}", () => {
  it("is taken where secure strings may be", async () => {
    await put("/ref/password", "Str0ng-password!", "SecureString");
    const template = {
      Resources: {
        User: {
          Type: "AWS::IAM::User",
          Properties: { UserName: "signed-in", Tags: [{ Key: "k", Value: "v" }] },
        },
        Database: {
          Type: "AWS::RDS::DBInstance",
          Properties: { DBInstanceClass: "db.t3.micro", MasterUserPassword: "{{resolve:ssm-secure:/ref/password:1}}" },
        },
      },
    };

    expect(await fixture.create("secured", template)).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
  });

  it("fails the resource where the parameter is not there", async () => {
    const template = {
      Resources: {
        Database: {
          Type: "AWS::RDS::DBInstance",
          Properties: { DBInstanceClass: "db.t3.micro", MasterUserPassword: "{{resolve:ssm-secure:/ref/nothing}}" },
        },
      },
    };

    await fixture.create("unsecured", template);

    expect(await failureOf("unsecured", "Database")).toBe("Parameters: [ssm-secure:/ref/nothing] cannot be found.");
  });

  // Sentence: aws/serverless-application-model issue 1528, among others.
  it("is refused everywhere else", async () => {
    const template = {
      Resources: {
        Function: {
          Type: "AWS::Lambda::Function",
          Properties: {
            Role: "arn:aws:iam::123456789012:role/x",
            Code: { ZipFile: "" },
            Environment: { Variables: { API_KEY: "{{resolve:ssm-secure:MyApiKey:1}}" } },
          },
        },
      },
    };

    expect(await fixture.refusal(fixture.create("misplaced", template))).toBe(
      "ValidationError: SSM Secure reference is not supported in: [AWS::Lambda::Function/Properties/Environment/Variables/API_KEY]",
    );
  });
});

describe("{{resolve:secretsmanager:…}}", () => {
  const secrets = {
    Generated: {
      Type: "AWS::SecretsManager::Secret",
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"username":"admin"}',
          GenerateStringKey: "password",
          PasswordLength: 20,
          ExcludePunctuation: true,
        },
      },
    },
    Given: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "given", SecretString: "plain text" } },
    Empty: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "empty" } },
  };
  const member = (key: string): object => ({
    "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: "Generated" }, `:SecretString:${key}::}}`]],
  });

  it("is the value of a secret that a stack made, the same each time", async () => {
    await fixture.create("secrets", {
      Resources: {
        ...secrets,
        Password: parameter("/made/password", member("password")),
        Again: parameter("/made/again", member("password")),
        Username: parameter("/made/username", member("username")),
        Plain: { ...parameter("/made/plain", "{{resolve:secretsmanager:given}}"), DependsOn: "Given" },
      },
    });

    expect(await read("/made/password")).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(await read("/made/again")).toBe(await read("/made/password"));
    expect(await read("/made/username")).toBe("admin");
    expect(await read("/made/plain")).toBe("plain text");
  });

  // Sentences: quoted in aws/aws-sam-cli issue 2153 (the member), others by users of AWS.
  it.each([
    ["absent", "absent", "Secrets Manager can't find the specified secret. (Service: AWSSecretsManager;"],
    ["text", "given:SecretString:key", "Could not parse SecretString JSON"],
    [
      "empty",
      "empty",
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT (Service: AWSSecretsManager;",
    ],
  ])("fails the resource of an %s secret", async (name, key, reason) => {
    await fixture.create(`secret-${name}`, {
      Resources: { P: parameter("/made/p", `{{resolve:secretsmanager:${key}}}`) },
    });

    expect((await failureOf(`secret-${name}`, "P"))?.slice(0, reason.length)).toBe(reason);
  });

  it("fails the resource that asks for a member that is not there", async () => {
    await fixture.create("no-member", {
      Resources: { Generated: secrets.Generated, P: parameter("/p", member("host")) },
    });

    expect(await failureOf("no-member", "P")).toBe("Could not find a value associated with JSONKey in SecretString");
  });
});

describe("values of dynamic references", () => {
  it("are shown nowhere", async () => {
    await put("/ref/hidden", "must-not-show");
    const template = {
      Parameters: { Given: { Type: "String", Default: "{{resolve:ssm:/ref/hidden}}" } },
      Resources: { P: parameter("/made/hidden", { Ref: "Given" }) },
    };
    await fixture.create("hidden", template);
    const input = { StackName: "hidden" };

    const answers = [
      await fixture.client.send(new DescribeStacksCommand(input)),
      await fixture.client.send(new GetTemplateCommand(input)),
      await fixture.client.send(new DescribeStackResourceCommand({ ...input, LogicalResourceId: "P" })),
      await fixture.events("hidden"),
    ];

    expect(await read("/made/hidden")).toBe("must-not-show");
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain("must-not-show");
    expect(JSON.stringify(answers[3])).toContain("{{resolve:ssm:/ref/hidden}}");
  });
});
