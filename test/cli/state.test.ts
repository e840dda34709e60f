import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { runCli, type Outcome } from "../../src/cli/run-cli";
import { Emulator } from "../../src/emulator";
import { temporaryFolder } from "./temporary-folder";

const at = temporaryFolder();
let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start();
});
afterAll(() => emulator.stop());

async function run(...argv: string[]): Promise<Outcome> {
  const silent = { write: () => true };
  return await runCli(["state", ...argv], { environment: {}, out: silent, err: silent });
}

const listUsers = async (): Promise<unknown[]> => {
  const { Users } = await emulator.invoke<{ Users: { UserName: string }[] }>("iam", "ListUsers");
  return Users.map(({ UserName }) => UserName);
};

describe("xiam state", () => {
  it("saves all that an emulator has, forgets it and puts it back", async () => {
    const file = at("state.json");
    const there = ["--endpoint", emulator.url];
    await emulator.invoke("iam", "CreateUser", { UserName: "ann" });

    expect(await run("save", file, ...there)).toEqual({ exitCode: 0, stdout: `Saved to ${file}.\n`, stderr: "" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ format: 1 });
    const again = await run("save", file, ...there);
    expect(again).toMatchObject({ exitCode: 2 });
    expect(again.stderr).toContain("exists already");
    expect(await run("save", file, "--force", ...there)).toMatchObject({ exitCode: 0 });

    expect(await run("reset", ...there)).toMatchObject({ exitCode: 0, stdout: "Everything is forgotten.\n" });
    expect(await listUsers()).toEqual([]);

    expect(await run("restore", file, "--json", ...there)).toMatchObject({ exitCode: 0 });
    expect(await listUsers()).toEqual(["ann"]);
  });

  it("says what is wrong with a file that is no state", async () => {
    const file = at("other.json");
    writeFileSync(file, "{}");
    const outcome = await run("restore", file, "--endpoint", emulator.url);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(
      `${emulator.url}/_emulator/state answered 400: this is no state of an emulator: it has no "format": 1`,
    );
  });

  it("says so where no emulator answers", async () => {
    const server = createServer((_request, response) => response.writeHead(404).end("not here"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const other = await run("reset", "--endpoint", url);
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    const nobody = await run("reset", "--endpoint", url);

    expect([other.exitCode, nobody.exitCode]).toEqual([2, 2]);
    expect(other.stderr).toContain(`${url}/_emulator/reset answered 404: what is there is no emulator`);
    expect(nobody.stderr).toContain(`no answer from ${url}: connect ECONNREFUSED`);
  });

  it.each([
    [[], "no verb '', allowed: save, restore, reset"],
    [["load", "f"], "no verb 'load', allowed: save, restore, reset"],
    [["save"], "nothing says which file to save"],
    [["reset", "f"], "unexpected argument 'f': reset takes none"],
    [["reset", "--force"], "--force is for save only"],
    [["reset", "--endpoint", "here"], "'here' is no URL, allowed: http://HOST:PORT"],
  ])("refuses %j", async (argv, message) => {
    const outcome = await run(...argv);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});
