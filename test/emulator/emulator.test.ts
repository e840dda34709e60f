import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { AwsFault, Emulator, createMemoryStore } from "../../src/emulator";
import { TRUST, clientConfig, iamClient, startForTests, stsClient } from "./support";

const box = startForTests();

describe("starting and stopping", () => {
  it("listens on the loopback, on a free port, and says how to get there", async () => {
    const { emulator } = box;

    expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
    expect(emulator.environment()).toEqual({
      AWS_ENDPOINT_URL: emulator.url,
      AWS_ACCESS_KEY_ID: "123456789012",
      AWS_SECRET_ACCESS_KEY: "emulated",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });

  it("stops twice without harm, closes the port, and leaves no socket open", async () => {
    const emulator = await Emulator.start();
    const iam = iamClient(emulator);
    await iam.send(new ListRolesCommand({}));

    await Promise.all([emulator.stop(), emulator.stop()]);

    await expect(fetch(emulator.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  });

  it("says when the port is taken", async () => {
    const { port } = box.emulator;

    await expect(Emulator.start({ port })).rejects.toMatchObject({
      code: "cannot-listen",
      message: `cannot listen on 127.0.0.1:${port}: the port is in use`,
    });
  });

  it.each([
    [{ accountId: "12" }, 'account id "12" is not twelve digits'],
    [{ port: 70_000 }, "port 70000 is not between 0 and 65535"],
    [{ port: 1.5 }, "port 1.5 is not between 0 and 65535"],
    [{ host: "203.0.113.1" }, "cannot listen on 203.0.113.1:0: EADDRNOTAVAIL"],
  ])("refuses the options %j", async (options, message) => {
    await expect(Emulator.start(options)).rejects.toThrow(message);
  });

  it("answers on its health path", async () => {
    const response = await fetch(`${box.emulator.url}/_emulator/health`);

    expect(await response.json()).toEqual({
      status: "ok",
      services: expect.arrayContaining(["iam", "sts", "cloudformation", "s3"]) as unknown,
      accountId: "123456789012",
      region: "us-east-1",
      enforcement: "off",
      durable: false,
    });
  });

  it("keeps its state in the store it is given", async () => {
    const store = createMemoryStore();
    const first = await Emulator.start({ store });
    await first.invoke("iam", "CreateRole", { RoleName: "Kept", AssumeRolePolicyDocument: TRUST });
    await first.stop();

    const second = await Emulator.start({ store });

    await expect(second.invoke("iam", "GetRole", { RoleName: "Kept" })).resolves.toMatchObject({
      Role: { RoleName: "Kept" },
    });
    await second.stop();
  });
});

describe("a response that cannot be sent", () => {
  it("is reported and costs its connection, not the emulator", async () => {
    const bugs: string[] = [];
    const emulator = await Emulator.start({ onBug: (_error, where) => bugs.push(where) });
    await emulator.invoke("s3", "CreateBucket", { Bucket: "odd" });
    // No client can send such a header, but a caller in this process can.
    await emulator.invoke("s3", "PutObject", { Bucket: "odd", Key: "x", Body: "x", Metadata: { a: "b\nc" } });

    await expect(fetch(`${emulator.url}/odd/x`)).rejects.toThrow();

    expect(bugs).toEqual(["GET /odd/x"]);
    expect((await fetch(`${emulator.url}/_emulator/health`)).status).toBe(200);
    await emulator.stop();
  });
});

describe("calling without HTTP", () => {
  it("gives what a client would get", async () => {
    const created = await box.emulator.invoke<{ Role: { Arn: string } }>("iam", "CreateRole", {
      RoleName: "InProcess",
      AssumeRolePolicyDocument: TRUST,
    });
    const read = await iamClient(box.emulator).send(new GetRoleCommand({ RoleName: "InProcess" }));

    expect(created.Role.Arn).toBe(read.Role?.Arn);
  });

  it("rejects with the fault that a client would get, constraints included", async () => {
    const call = box.emulator.invoke("iam", "GetRole", { RoleName: "x".repeat(65) });

    await expect(call).rejects.toBeInstanceOf(AwsFault);
    await expect(call).rejects.toMatchObject({
      code: "ValidationError",
      message:
        "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64",
    });
  });

  it("tells an operation that is not built from one that does not exist", async () => {
    await expect(box.emulator.invoke("cloudformation", "ActivateType", {})).rejects.toMatchObject({
      code: "NotImplemented",
      status: 501,
      message: "The emulator does not have the operation ActivateType of cloudformation yet.",
    });
    await expect(box.emulator.invoke("sts", "Nonsense", {})).rejects.toThrow("sts has no operation Nonsense.");
  });
});

describe("accounts", () => {
  it("come from an access key of twelve digits and see nothing of each other", async () => {
    const mine = iamClient(box.emulator, "111111111111");
    const theirs = iamClient(box.emulator, "222222222222");
    const role = (RoleName: string) => new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST });

    const { Role } = await mine.send(role("Shared"));
    await theirs.send(role("Shared"));
    await theirs.send(role("Theirs"));

    expect(Role?.Arn).toBe("arn:aws:iam::111111111111:role/Shared");
    expect((await mine.send(new ListRolesCommand({}))).Roles?.map((one) => one.RoleName)).toEqual(["Shared"]);
    expect((await theirs.send(new ListRolesCommand({}))).Roles).toHaveLength(2);
  });

  it("are the default one for any other key", async () => {
    const caller = await stsClient(box.emulator, "AKIAIOSFODNN7EXAMPLE").send(new GetCallerIdentityCommand({}));

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: of the root, the id is the account.
    expect(caller).toMatchObject({
      Account: "123456789012",
      UserId: "123456789012",
      Arn: "arn:aws:iam::123456789012:root",
    });
  });

  it("have ARNs of the partition of the region that was signed for", async () => {
    const config = { ...clientConfig(box.emulator, "333333333333"), region: "cn-north-1" };
    const { STSClient } = await import("@aws-sdk/client-sts");

    const caller = await new STSClient(config).send(new GetCallerIdentityCommand({}));

    expect(caller.Arn).toBe("arn:aws-cn:iam::333333333333:root");
  });
});
