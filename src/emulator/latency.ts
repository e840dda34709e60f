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
  /** From now on nothing takes any time, nor does what is under way, until the function that it returns is called. */
  skip(): () => void;
}

/** @param milliseconds of one operation; 0 asks the timer for nothing */
export function createLatency(milliseconds: number, timer: Timer): Latency {
  const waiting = new Set<() => void>();
  let skipping = 0;
  return {
    async pass() {
      if (milliseconds === 0 || skipping > 0) return;
      await new Promise<void>((resolve) => {
        const cancel = timer(milliseconds, () => {
          waiting.delete(pass);
          resolve();
        });
        const pass = (): void => {
          cancel();
          resolve();
        };
        waiting.add(pass);
      });
    },
    skip() {
      skipping++;
      for (const pass of waiting) pass();
      waiting.clear();
      return () => {
        skipping--;
      };
    },
  };
}
