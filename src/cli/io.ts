import { createColors } from "picocolors";

/** Colours, or none: each takes a text and gives it back dressed. */
export type Style = Pick<ReturnType<typeof createColors>, "bold" | "dim" | "red" | "green" | "yellow" | "cyan">;

/** A command's view of the world outside. */
export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * Prints now, for a command that goes on after it (an emulator that serves): the text, or under --json the data on
   * one line. Anything else is in the command's result.
   */
  print(text: string, json: unknown): void;
  /** Runs a step; says on standard error what is going on if it takes more than a second. */
  step<Result>(what: string, work: () => Promise<Result>): Promise<Result>;
  /** Resolves when the person asks to stop (Ctrl-C, SIGTERM). */
  stopRequested(): Promise<void>;
}

const PATIENCE_MS = 1000;

/** A stream that texts go to. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The process around the program. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly err: Output;
}

export function createIo({ environment, out, err }: Host, json: boolean): Io {
  return {
    environment,
    print: (text, data) => {
      out.write(json ? `${JSON.stringify(data)}\n` : text);
    },
    async step(what, work) {
      const timer = setTimeout(() => err.write(`${what} …\n`), PATIENCE_MS);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
      }
    },
    stopRequested: async () =>
      await new Promise((resolve) => {
        process.once("SIGINT", () => resolve());
        process.once("SIGTERM", () => resolve());
      }),
  };
}

/** Colours only on a terminal, and never against NO_COLOR (https://no-color.org). */
export function styleFor(stream: Output, environment: Host["environment"]): Style {
  return createColors(stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb");
}
