import type { OperationContext } from "../../operation";

/** Has work on one resource last at least as long as the emulator's latency, whether it succeeds or fails. */
export async function takeTime<Result>(
  { latency }: Pick<OperationContext, "latency">,
  work: () => Promise<Result> | Result,
): Promise<Result> {
  const end = latency();
  try {
    return await work();
  } finally {
    await end;
  }
}
