import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Emulator, createMemoryStore } from "../../src/emulator";
import { clientConfig, faultOf, iamClient, startForTests, stsClient } from "./support";

describe("accounts", () => {
  const box = startForTests();

  it("are told by the access key, and the default one is 123456789012", async () => {
    const accountOf = async (key: string): Promise<string | undefined> =>
      (await stsClient(box.emulator, key).send(new GetCallerIdentityCommand({}))).Account;
    expect(await accountOf("anything")).toBe("123456789012");
    expect(await accountOf("111122223333")).toBe("111122223333");
    const other = iamClient(box.emulator, "444455556666");
    await other.send(new CreateUserCommand({ UserName: "ann" }));
    const { AccessKey } = await other.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    expect(await accountOf(AccessKey?.AccessKeyId ?? "")).toBe("444455556666");
  });

  it("have state of their own: one user's name in two of them is two users", async () => {
    const [one, two] = ["000011112222", "000011113333"].map((account) => iamClient(box.emulator, account));
    await one?.send(new CreateUserCommand({ UserName: "bob" }));
    // facts/aws-errors.tsv, NoSuchEntity
    expect(await faultOf(two?.send(new GetUserCommand({ UserName: "bob" })) as Promise<unknown>)).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "The user with name bob cannot be found.",
    });
    await two?.send(new CreateUserCommand({ UserName: "bob" }));
    expect((await two?.send(new GetUserCommand({ UserName: "bob" })))?.User?.Arn).toBe(
      "arn:aws:iam::000011113333:user/bob",
    );
  });

  it("of the same number in two partitions are two, and a key of one is unknown in the other", async () => {
    const account = "777788889999";
    const inChina = new IAMClient({ ...clientConfig(box.emulator, account), region: "cn-north-1" });
    await inChina.send(new CreateUserCommand({ UserName: "li" }));
    const { User } = await inChina.send(new GetUserCommand({ UserName: "li" }));
    expect(User?.Arn).toBe(`arn:aws-cn:iam::${account}:user/li`);
    expect((await iamClient(box.emulator, account).send(new ListUsersCommand({}))).Users).toEqual([]);

    const { AccessKey } = await inChina.send(new CreateAccessKeyCommand({ UserName: "li" }));
    const key = clientConfig(box.emulator, AccessKey?.AccessKeyId, AccessKey?.SecretAccessKey);
    const there = await new STSClient({ ...key, region: "cn-north-1" }).send(new GetCallerIdentityCommand({}));
    const here = await new STSClient(key).send(new GetCallerIdentityCommand({}));
    expect([there.Arn, here.Arn]).toEqual([
      `arn:aws-cn:iam::${account}:user/li`,
      // Nobody known, who is the root of the default account.
      "arn:aws:iam::123456789012:root",
    ]);
  });
});

describe("an emulator with a data directory", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "xiam-data-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("goes on where the last one stopped", async () => {
    const first = await Emulator.start({ dataDir: folder });
    await iamClient(first).send(new CreateUserCommand({ UserName: "ann", Tags: [{ Key: "k", Value: "v" }] }));
    const before = await iamClient(first).send(new GetUserCommand({ UserName: "ann" }));
    expect(await (await fetch(`${first.url}/_emulator/health`)).json()).toMatchObject({ durable: true });
    await first.stop();

    const second = await Emulator.start({ dataDir: folder });
    const after = await iamClient(second).send(new GetUserCommand({ UserName: "ann" }));
    expect(after.User).toEqual(before.User);
    // facts/aws-errors.tsv, NoSuchEntity
    expect(await faultOf(iamClient(second).send(new GetRoleCommand({ RoleName: "none" })))).toMatchObject({
      message: "The role with name none cannot be found.",
    });
    await second.stop();
  });

  it("is alone with it, and lets go of it where it cannot start", async () => {
    const first = await Emulator.start({ dataDir: folder });
    await expect(Emulator.start({ dataDir: folder })).rejects.toMatchObject({ code: "data-dir-in-use" });
    await expect(Emulator.start({ dataDir: join(folder, "other"), port: first.port })).rejects.toMatchObject({
      code: "cannot-listen",
    });
    await (await Emulator.start({ dataDir: join(folder, "other") })).stop();
    await first.stop();
  });

  it("keeps a reset", async () => {
    const first = await Emulator.start({ dataDir: folder });
    await first.invoke("iam", "CreateUser", { UserName: "ann" });
    await first.reset();
    await first.stop();
    const second = await Emulator.start({ dataDir: folder });
    expect(await second.invoke("iam", "ListUsers")).toMatchObject({ Users: [] });
    await second.stop();
  });

  it("takes no store beside it", async () => {
    await expect(Emulator.start({ dataDir: folder, store: createMemoryStore() })).rejects.toThrow(
      "an emulator takes a data directory or a store, not both",
    );
  });
});
