import { request } from "node:http";
import { Emulator } from "../../src/emulator";
import { iamClient, startForTests } from "./support";
import { GetUserCommand, ListUsersCommand } from "@aws-sdk/client-iam";

const box = startForTests();
beforeEach(() => box.emulator.reset());

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** fetch sets Host and Origin as it likes. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host, port } = box.emulator;
    const sent = request({ host, port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const addUser = (name: string): Promise<unknown> => box.emulator.invoke("iam", "CreateUser", { UserName: name });

async function listUsers(): Promise<(string | undefined)[]> {
  const { Users } = await iamClient(box.emulator).send(new ListUsersCommand({}));
  return (Users ?? []).map(({ UserName }) => UserName);
}

describe("state, by HTTP", () => {
  it("is read, forgotten and put back", async () => {
    await addUser("ann");
    const state = await ask("GET", "/_emulator/state");
    expect(state.status).toBe(200);
    expect(JSON.parse(state.body)).toMatchObject({ format: 1, tables: expect.any(Array) as unknown });
    expect(await ask("POST", "/_emulator/reset")).toEqual({ status: 204, body: "" });
    expect(await listUsers()).toEqual([]);
    expect(await ask("PUT", "/_emulator/state", {}, state.body)).toEqual({ status: 204, body: "" });
    expect(await listUsers()).toEqual(["ann"]);
    const { User } = await iamClient(box.emulator).send(new GetUserCommand({ UserName: "ann" }));
    expect(User?.CreateDate).toBeInstanceOf(Date);
  });

  it.each([
    ["", "this is no state of an emulator: Unexpected end of JSON input"],
    ["{}", 'this is no state of an emulator: it has no "format": 1 and list of "tables"'],
    [
      `{"format":1,"tables":[{"name":"t","rows":[["k",${"[".repeat(5000)}${"]".repeat(5000)}]]}]}`,
      "nested deeper than 1000 levels",
    ],
  ])("that is none is refused, and nothing changes: %#", async (body, reason) => {
    await addUser("ann");
    const answer = await ask("PUT", "/_emulator/state", {}, body);
    expect(answer.status).toBe(400);
    expect((JSON.parse(answer.body) as { error: { message: string } }).error.message).toContain(reason);
    expect(await listUsers()).toEqual(["ann"]);
  });

  it.each([
    ["GET", "/_emulator/coffee", 404, "there is no /_emulator/coffee, only /_emulator/health, /_emulator/reset"],
    ["GET", "/_emulator/constructor", 404, "there is no /_emulator/constructor"],
    ["GET", "/_emulator/reset", 405, "/_emulator/reset takes POST, not GET"],
    ["constructor", "/_emulator/reset", 400, ""],
    ["DELETE", "/_emulator/state", 405, "/_emulator/state takes GET, PUT, not DELETE"],
  ])("has no %s %s", async (method, path, status, reason) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(reason);
  });
});

describe("web pages of others", () => {
  it.each([
    ["whose origin is another", { origin: "https://evil.example" }],
    ["at an address", { origin: "http://6.6.6.6" }],
    ["without an origin of their own", { origin: "null" }],
    ["that say they are cross-site", { "sec-fetch-site": "cross-site" }],
    ["that say they are of the same site", { "sec-fetch-site": "same-site" }],
    ["whose name leads here", { host: "rebound.evil.example:4566", origin: "http://rebound.evil.example:4566" }],
    ["whose name leads here and send no origin", { host: "rebound.evil.example:4566" }],
  ])("may not ask: %s", async (_what, headers: Record<string, string>) => {
    await addUser("ann");
    for (const [method, path] of [
      ["POST", "/_emulator/reset"],
      ["GET", "/_emulator/state"],
      ["PUT", "/_emulator/state"],
    ] as const) {
      const answer = await ask(method, path, headers, method === "PUT" ? '{"format":1,"tables":[]}' : undefined);
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "cross-site" } });
    }
    expect(await listUsers()).toEqual(["ann"]);
  });

  it.each(["localhost:4566", "127.0.0.1:4566", "[::1]:4566", "emulator:4566", "iam.localhost:4566"])(
    "are not those who ask for %s, nor is a page from there",
    async (host) => {
      expect((await ask("GET", "/_emulator/state", { host })).status).toBe(200);
      expect((await ask("GET", "/_emulator/state", { host, origin: `http://${host}` })).status).toBe(200);
      expect((await ask("GET", "/_emulator/state", { host, "sec-fetch-site": "none" })).status).toBe(200);
    },
  );
});

describe("a reset", () => {
  it("lets what is under way come to its end, without taking the time of the latency", async () => {
    const slow = await Emulator.start({ latency: 3_600_000 });
    const TemplateBody = JSON.stringify({ Resources: { User: { Type: "AWS::IAM::User" } } });
    await slow.invoke("cloudformation", "CreateStack", {
      StackName: "s",
      TemplateBody,
      Capabilities: ["CAPABILITY_IAM"],
    });
    const state = await slow.snapshot();
    const statuses = JSON.stringify(state).match(/"[A-Z]+_(IN_PROGRESS|COMPLETE)"/g);
    expect(statuses).toContain('"CREATE_COMPLETE"');
    await slow.reset();
    expect(await slow.invoke("cloudformation", "ListStacks")).toMatchObject({ StackSummaries: [] });
    await slow.restore(state);
    expect(await slow.invoke("cloudformation", "ListStacks")).toMatchObject({
      StackSummaries: [{ StackName: "s", StackStatus: "CREATE_COMPLETE" }],
    });
    await slow.stop();
  });

  it("leaves an administrator where access is enforced", async () => {
    const strict = await Emulator.start({ enforcement: "strict" });
    const before = strict.environment();
    await strict.reset();
    expect(strict.environment()).toEqual(before);
    const client = iamClient(strict, before["AWS_ACCESS_KEY_ID"]);
    client.config.credentials = () =>
      Promise.resolve({
        accessKeyId: before["AWS_ACCESS_KEY_ID"] ?? "",
        secretAccessKey: before["AWS_SECRET_ACCESS_KEY"] ?? "",
      });
    expect((await client.send(new ListUsersCommand({}))).Users).toHaveLength(1);
    await strict.stop();
  });
});

describe("coverage, by HTTP", () => {
  it("tells what becomes of every member of every operation of IAM", async () => {
    const { status, body } = await ask("GET", "/_emulator/coverage");

    expect(status).toBe(200);
    const { iam } = JSON.parse(body) as { iam: { operation: string }[] };
    expect(iam).toHaveLength(180);
    expect(iam.find(({ operation }) => operation === "UpdateLoginProfile")).toEqual({
      operation: "UpdateLoginProfile",
      enforced: ["UserName"],
      stored: { PasswordResetRequired: "GetLoginProfile LoginProfile.PasswordResetRequired" },
      unread: { Password: "kept as a hash" },
      ignored: {},
    });
  });
});
