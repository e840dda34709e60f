import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createClients, type Clients } from "../../src/gates";

// What only a process of its own shows: the built command, its exit codes, pipes and signals.
const main = join(__dirname, "..", "..", "dist", "cli", "main.js");
if (!existsSync(main)) throw new Error("dist/cli/main.js is not there: run npm run build first");

interface Running {
  readonly process: ReturnType<typeof spawn>;
  readonly url: string;
  readonly environment: Record<string, string>;
}

async function startEmulator(...options: string[]): Promise<Running> {
  const child = spawn(process.execPath, [main, "emulator", "--port", "0", "--json", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { url, environment } = JSON.parse(line.toString()) as { url: string; environment: Record<string, string> };
  return { process: child, url, environment };
}

async function stop({ process: child }: Running, signal: "SIGINT" | "SIGTERM" = "SIGINT"): Promise<number | null> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}

describe("the command", () => {
  it.each([
    [["--version"], 0],
    [["no-such-command"], 2],
    [["split", "no-such-file", "--all"], 2],
  ])("%j exits with %i", (argv, code) => {
    expect(spawnSync(process.execPath, [main, ...argv]).status).toBe(code);
  });

  it("ends quietly when nobody reads on", () => {
    // The shell closes the pipe at once; a broken pipe must not look like a failure of ours.
    const done = spawnSync("sh", ["-c", '"$0" "$1" --help | true', process.execPath, main], { encoding: "utf8" });

    expect(done.stderr).toBe("");
    expect(done.status).toBe(0);
  });

  (existsSync("/dev/full") ? it : it.skip)("says that the output cannot be written", () => {
    const done = spawnSync("sh", ["-c", '"$0" "$1" --help > /dev/full', process.execPath, main], { encoding: "utf8" });

    expect(done.stderr).toContain("error: cannot write the output: ENOSPC");
    expect(done.status).toBe(2);
  });

  it("prints nothing to standard error on success", () => {
    const example = join(__dirname, "..", "..", "examples", "notes-service");
    const argv = [main, "check", join(example, "template.yaml"), "--config", join(example, "split.yaml"), "--json"];

    const done = spawnSync(process.execPath, argv, { encoding: "utf8" });

    // Slow machines may see progress lines; anything else does not belong there.
    expect(done.stderr.replace(/^(splitting|deploying) .* …\n/gm, "")).toBe("");
    expect(JSON.parse(done.stdout)).toMatchObject({ passed: true });
  });
});

describe("the emulator with strict enforcement", () => {
  it("prints the administrator's key, and lets nobody else in", async () => {
    const running = await startEmulator("--enforce", "strict");
    try {
      const health = (await (await fetch(`${running.url}/_emulator/health`)).json()) as object;
      const anonymous = await fetch(`${running.url}/?Action=ListRoles&Version=2010-05-08`);

      expect(health).toMatchObject({ enforcement: "strict" });
      expect(running.environment.AWS_ACCESS_KEY_ID).toMatch(/^AKIA[A-Z2-7]{16}$/);
      expect([anonymous.status, anonymous.headers.get("x-emulator-enforcement")]).toEqual([403, "strict"]);
    } finally {
      expect(await stop(running)).toBe(0);
    }
  });
});

describe("xiam emulator", () => {
  let running: Running | undefined;
  afterEach(async () => {
    if (running?.process.exitCode === null) await stop(running);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("serves until %s, then exits with 0", async (signal) => {
    running = await startEmulator();

    const health = await fetch(`${running.url}/_emulator/health`);
    expect(health.status).toBe(200);
    expect(running.environment.AWS_ENDPOINT_URL).toBe(running.url);

    expect(await stop(running, signal)).toBe(0);
    await expect(fetch(running.url)).rejects.toThrow();
  });

  it("says that a port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };

    const done = spawnSync(process.execPath, [main, "emulator", "--port", String(port)], { encoding: "utf8" });
    server.close();

    expect(done.status).toBe(2);
    expect(done.stderr).toContain(`cannot listen on 127.0.0.1:${port}: the port is in use`);
  });
});

describe("xiam gates", () => {
  let running: Running;
  let clients: Clients;
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const iamTemplate = `
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: ${trust} } }
Outputs:
  RoleArn: { Value: !GetAtt Role.Arn, Export: { Name: !Sub "\${AWS::StackName}-RoleArn" } }
`;
  const appTemplate = `
Parameters:
  Role: { Type: String, AllowedPattern: '^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\\/.+$' }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Select [5, !Split [":", !Ref Role]] } }
`;

  async function settle(name: string): Promise<string | undefined> {
    for (;;) {
      const { Stacks } = await clients.cloudFormation.describeStacks({ StackName: name });
      if (!Stacks?.[0]?.StackStatus?.endsWith("_IN_PROGRESS")) return Stacks?.[0]?.Outputs?.[0]?.OutputValue;
    }
  }

  async function deploy(name: string, TemplateBody: string, role?: string): Promise<string | undefined> {
    const Parameters = role === undefined ? [] : [{ ParameterKey: "Role", ParameterValue: role }];
    await clients.cloudFormation.createStack({
      StackName: name,
      TemplateBody,
      Parameters,
      Capabilities: ["CAPABILITY_IAM"],
    });
    return await settle(name);
  }

  // Not spawnSync: the emulator is another process, but the clients here must go on too.
  async function gates(
    app: string,
  ): Promise<{ code: number | null; gates: { verdict: string; findings: { message: string }[] }[] }> {
    const argv = [main, "gates", "--stack", "shop-iam", "--app-stack", app, "--endpoint", running.url, "--json"];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return {
      code,
      gates: (JSON.parse(text) as { gates: { verdict: string; findings: { message: string }[] }[] }).gates,
    };
  }

  beforeAll(async () => {
    running = await startEmulator();
    clients = createClients({
      endpoint: running.url,
      region: "us-east-1",
      credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" },
    });
    const role = await deploy("shop-iam", iamTemplate);
    await deploy("shop", appTemplate, role);
    await deploy("stale", appTemplate, "arn:aws:iam::123456789012:role/of-last-year");
  });
  afterAll(async () => {
    clients.destroy();
    await stop(running);
  });

  it("passes two stacks that fit", async () => {
    const { code, gates: verdicts } = await gates("shop");

    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["passed", "passed", "passed", "passed", "passed"]);
    expect(code).toBe(0);
  });

  it("finds an application on a stale role", async () => {
    const { code, gates: verdicts } = await gates("stale");

    expect(code).toBe(1);
    expect(verdicts[3]?.findings[0]?.message).toContain(
      "Parameter 'Role' is arn:aws:iam::123456789012:role/of-last-year, but the IAM stack puts out arn:aws:iam::",
    );
  });

  it("finds an application that is not there", async () => {
    const { code, gates: verdicts } = await gates("nowhere");

    expect(code).toBe(1);
    expect(verdicts[3]?.findings[0]?.message).toBe("Stack not found: nowhere");
  });
});
