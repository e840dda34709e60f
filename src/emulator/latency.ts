/** Calls `done` after that many milliseconds. @returns what calls it off */
export type Timer = (milliseconds: number, done: () => void) => () => void;

export const systemTimer: Timer = (milliseconds, done) => {
  const timeout = setTimeout(done, milliseconds);
  return () => clearTimeout(timeout);
};

/** The time that an operation takes which AWS needs a while for. */
export interface Latency {
  /** Resolves when the time of one operation is over. */
  pass(): Promise<void>;
  /** From now on nothing takes any time, nor does what is under way. */
  end(): void;
}

/** @param milliseconds of one operation; 0 asks the timer for nothing */
export function createLatency(milliseconds: number, timer: Timer): Latency {
  const waiting = new Set<() => void>();
  let hasEnded = milliseconds === 0;
  return {
    async pass() {
      if (hasEnded) return;
      await new Promise<void>((resolve) => {
        const cancel = timer(milliseconds, () => {
          waiting.delete(skip);
          resolve();
        });
        const skip = (): void => {
          cancel();
          resolve();
        };
        waiting.add(skip);
      });
    },
    end() {
      hasEnded = true;
      for (const skip of waiting) skip();
      waiting.clear();
    },
  };
}
