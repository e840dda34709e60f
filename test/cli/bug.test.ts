import { join } from "node:path";
import { runCli } from "../../src/cli/run-cli";

jest.mock("../../src/split", () => ({
  split: () => {
    throw new TypeError("undefined is not a wire");
  },
}));

describe("a bug of ours", () => {
  it("exits with 70, and says how to report it", async () => {
    const silent = { write: () => true };
    const template = join(__dirname, "..", "..", "examples", "notes-service", "template.yaml");

    const outcome = await runCli(["split", template, "--all"], { environment: {}, out: silent, err: silent });

    expect(outcome).toMatchObject({ exitCode: 70, stdout: "" });
    expect(outcome.stderr).toContain("broke; this is our fault, not yours");
    expect(outcome.stderr).toContain("TypeError: undefined is not a wire");
    expect(outcome.stderr).toContain(`Please report it with this text`);
    expect(outcome.stderr).toContain(`  xiam split ${template} --all\n`);
  });
});
