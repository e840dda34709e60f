import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clientFolder } from "./run-client";
import { terraformIn, terraformSkipReason } from "./run-terraform";
import { serveDurably } from "./serve-durably";
import { makeIamVariables } from "./terraform/iam-variables";

(terraformSkipReason === "" ? describe : describe.skip)(
  `Terraform over an emulator with a data directory${terraformSkipReason}`,
  () => {
    const folder = clientFolder();

    it("finds all that it applied when the emulator was killed and started again", async () => {
      copyFileSync(join(__dirname, "terraform", "iam.tf"), join(folder.path, "iam.tf"));
      writeFileSync(join(folder.path, "terraform.tfvars.json"), JSON.stringify(makeIamVariables()));
      const data = join(folder.path, "data");

      const first = await serveDurably(data);
      const terraform = terraformIn(folder.path, first);
      await terraform.init();
      await terraform.apply();
      await first.kill();
      const second = await serveDurably(data);

      try {
        await terraformIn(folder.path, second).planNothing();
      } finally {
        await second.kill();
      }
    }, 300_000);
  },
);
