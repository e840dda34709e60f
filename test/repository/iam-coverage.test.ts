import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

describe("docs/iam-coverage.md", () => {
  it("is what the code says", () => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/make-iam-coverage.mjs", "--check"], {
      cwd: root,
      encoding: "utf8",
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
