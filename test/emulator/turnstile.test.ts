import { createTurnstile } from "../../src/emulator/turnstile";

/** Work that ends when it is told to. */
function createWork(): { run(): Promise<string>; end(result: string): void } {
  let end = (_result: string): void => undefined;
  const done = new Promise<string>((resolve) => (end = resolve));
  return { run: () => done, end: (result) => end(result) };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a turnstile", () => {
  it("lets one in alone when all others are out, and the others in afterwards", async () => {
    const turnstile = createTurnstile();
    const log: string[] = [];
    const [first, second, alone, late] = [createWork(), createWork(), createWork(), createWork()];
    const started = (name: string, work: { run(): Promise<string> }) => async (): Promise<void> => {
      log.push(`${name} in`);
      log.push(await work.run());
    };
    const all = [
      turnstile.enter(started("first", first)),
      turnstile.enter(started("second", second)),
      turnstile.alone(started("alone", alone)),
      turnstile.enter(started("late", late)),
    ];
    await settle();
    expect(log).toEqual(["first in", "second in"]);
    first.end("first out");
    await settle();
    second.end("second out");
    await settle();
    expect(log.slice(2)).toEqual(["first out", "second out", "alone in"]);
    alone.end("alone out");
    await settle();
    late.end("late out");
    await Promise.all(all);
    expect(log.slice(5)).toEqual(["alone out", "late in", "late out"]);
  });

  it("opens again after work that failed", async () => {
    const turnstile = createTurnstile();
    const fail = (): Promise<never> => Promise.reject(new Error("oops"));
    await expect(turnstile.enter(fail)).rejects.toThrow("oops");
    await expect(turnstile.alone(fail)).rejects.toThrow("oops");
    await expect(turnstile.alone(fail)).rejects.toThrow("oops");
    await expect(turnstile.enter(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
