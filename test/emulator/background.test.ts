import { createBackground } from "../../src/emulator/background";

describe("background work", () => {
  it("is waited for, with what it starts itself", async () => {
    const done: string[] = [];
    const background = createBackground((error) => done.push(String(error)));
    background.start(async () => {
      await Promise.resolve();
      done.push("first");
      background.start(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        done.push("second");
      });
    });

    await background.settle();

    expect(done).toEqual(["first", "second"]);
  });

  it("reports a failure and goes on", async () => {
    const reported: unknown[] = [];
    const background = createBackground((error) => reported.push(error));
    const bug = new Error("bug");
    background.start(() => {
      throw bug;
    });
    background.start(() => Promise.reject(bug));

    await background.settle();

    expect(reported).toEqual([bug, bug]);
  });
});
