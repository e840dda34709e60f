import { startForTests } from "../../emulator/support";
import type { Emulator } from "../../../src/emulator";
import { inBackground } from "../background";
import type { Step } from "../background";
import { clientFolder } from "../run-client";
import { terraformSkipReason } from "../run-terraform";

/** How long the commands of one track may take, and a test that waits for them: milliseconds on a busy machine. */
export const TRACK_LIMIT = 400_000;

/** What the commands of one track need. */
export interface Track {
  readonly box: { readonly emulator: Emulator };
  readonly folder: { readonly path: string };
  /** Adds commands; they run from the start of the test file, one after the other. */
  readonly step: Step;
  /** Declares the tests of the track. */
  readonly describe: (name: string, declare: () => void) => void;
}

/** Commands of Terraform with an emulator and a folder of their own, beside those of other tracks: the provider waits 10 seconds for every stack. */
export function terraformTrack(isWanted = true): Track {
  const background = inBackground(TRACK_LIMIT);
  const box = startForTests();
  const folder = clientFolder();
  const isRun = isWanted && terraformSkipReason === "";
  if (isRun) background.begin();
  return {
    box,
    folder,
    step: background.step,
    describe: (name, declare) => (isRun ? describe : describe.skip)(`${name}${terraformSkipReason}`, declare),
  };
}
