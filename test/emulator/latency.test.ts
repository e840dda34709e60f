import { Emulator } from "../../src/emulator";
import { createLatency, systemTimer } from "../../src/emulator/latency";
import type { Timer } from "../../src/emulator/latency";

describe("the latency", () => {
  it("passes when the timer says so, for everybody by itself", async () => {
    const asked: number[] = [];
    const due: (() => void)[] = [];
    const over: string[] = [];
    const timer: Timer = (milliseconds, done) => {
      asked.push(milliseconds);
      due.push(done);
      return () => over.push("called off");
    };
    const latency = createLatency(250, timer);
    const first = latency.pass().then(() => over.push("first"));
    const second = latency.pass().then(() => over.push("second"));
    expect(asked).toEqual([250, 250]);

    due[1]?.();
    await second;
    expect(over).toEqual(["second"]);

    const resume = latency.skip();
    await first;
    await latency.pass();
    expect(over).toEqual(["second", "called off", "first"]);
    expect(asked).toEqual([250, 250]);

    resume();
    const third = latency.pass().then(() => over.push("third"));
    expect(asked).toEqual([250, 250, 250]);
    due[2]?.();
    await third;
    expect(over).toEqual(["second", "called off", "first", "third"]);
  });

  it("of zero asks the timer for nothing", async () => {
    const timer: Timer = () => {
      throw new Error("asked");
    };
    await expect(createLatency(0, timer).pass()).resolves.toBeUndefined();
  });

  it("passes in real time with the system's timer", async () => {
    const started = performance.now();
    await createLatency(30, systemTimer).pass();
    // Timers may be up to a millisecond early.
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  it.each([-1, NaN, Infinity, 3_600_001])("of %d milliseconds is refused", async (latency) => {
    await expect(Emulator.start({ latency })).rejects.toThrow(
      `latency ${latency} is not between 0 and 3600000 milliseconds`,
    );
  });
});
