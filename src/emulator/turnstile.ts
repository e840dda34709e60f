/** Lets work through side by side, or one alone. */
export interface Turnstile {
  /** Runs work beside other work, after what runs alone. */
  enter<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs work when all that entered is through; what enters meanwhile waits. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createTurnstile(): Turnstile {
  let inside = 0;
  let closed: Promise<void> | undefined;
  let lastLeft: (() => void) | undefined;

  async function empty(): Promise<void> {
    if (inside > 0) await new Promise<void>((resolve) => (lastLeft = resolve));
  }

  return {
    async enter(work) {
      while (closed !== undefined) await closed;
      inside++;
      try {
        return await work();
      } finally {
        if (--inside === 0) lastLeft?.();
      }
    },
    async alone(work) {
      while (closed !== undefined) await closed;
      let open = (): void => undefined;
      closed = new Promise((resolve) => (open = resolve));
      try {
        await empty();
        return await work();
      } finally {
        closed = undefined;
        lastLeft = undefined;
        open();
      }
    },
  };
}
