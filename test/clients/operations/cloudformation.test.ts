import { isInstalled } from "../run-client";
import { readGuide, startReader } from "./guide";
import type { Reader } from "./guide";

// With Terraform has a test of its own; the first section is the emulator, which every test starts.
const sections = [...readGuide()].filter(
  ([name, steps]) => name !== "" && name !== "With Terraform" && steps.length > 0,
);
const isThere = isInstalled("aws", "--version") && isInstalled("bash", "--version");
const reason = isThere ? "" : " (skipped: the AWS CLI or bash is not installed)";

(isThere ? describe : describe.skip)(`the operations guide with the AWS CLI${reason}`, () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await startReader();
  });
  afterAll(() => reader.stop());

  // A command needs what those before it did.
  describe.each(sections)("%s", (_, steps) => {
    it.each(steps.map((step) => [step.kind === "call" ? step.command : step.name, step] as const))(
      "%s",
      (_command, step) => reader.follow(step),
      120_000,
    );
  });
});
