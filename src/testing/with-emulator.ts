import { Emulator } from "../emulator";
import type { SynthesizedStack } from "./synthesize";

/** Does work on the given emulator, or on one of its own in the environment that the stacks name first. */
export async function withEmulator<Result>(
  given: Emulator | undefined,
  stacks: readonly SynthesizedStack[],
  work: (emulator: Emulator) => Promise<Result>,
): Promise<Result> {
  if (given !== undefined) return await work(given);
  const accountId = stacks.map(({ account }) => account).find((account) => account !== undefined);
  const region = stacks.map((stack) => stack.region).find((name) => name !== undefined);
  const emulator = await Emulator.start({
    ...(accountId !== undefined && { accountId }),
    ...(region !== undefined && { region }),
  });
  try {
    return await work(emulator);
  } finally {
    await emulator.stop();
  }
}
