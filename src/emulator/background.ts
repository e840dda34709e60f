/** Work that goes on after an answer is sent. */
export interface Background {
  start(task: () => Promise<void>): void;
  /** Waits until nothing runs any more, also what running tasks start. */
  settle(): Promise<void>;
}

/** @param report hears the error of a task that failed: always our bug. */
export function createBackground(report: (error: unknown) => void): Background {
  const running = new Set<Promise<void>>();
  return {
    start(task) {
      // Off this tick, so that the answer leaves first and a task that throws at once is reported like any other.
      const work = new Promise<void>((resolve) => setImmediate(resolve)).then(task).catch(report);
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    async settle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
