import { defineGate, passed, runGates, type CheckResult, type Gate } from "../../src/gates";
import { contextOf, soundDeployment } from "./deployment";

function gate(number: number, check: () => CheckResult): Gate {
  return defineGate({
    number,
    id: `gate-${number}`,
    claim: "something holds",
    why: "because",
    category: "Output Query Errors",
    check: async () => check(),
  });
}

const problem = {
  category: "Output Query Errors",
  message: "Stack output missing: XArn",
  remedy: "Put it out.",
} as const;

describe("running gates", () => {
  const context = contextOf(soundDeployment());

  it("goes by their numbers, whatever their order", async () => {
    const order: number[] = [];
    const noting = (number: number): Gate =>
      gate(number, () => {
        order.push(number);
        return "pass";
      });

    await runGates([noting(3), noting(1), noting(2)], context);

    expect(order).toEqual([1, 2, 3]);
  });

  it("fails a gate that throws, with what it threw", async () => {
    const verdicts = await runGates(
      [
        gate(1, () => {
          throw new Error("connect ECONNREFUSED 127.0.0.1:4566");
        }),
      ],
      context,
    );

    expect(verdicts).toMatchObject([
      {
        verdict: "failed",
        findings: [
          {
            gate: 1,
            category: "Output Query Errors",
            message: "The gate could not finish: connect ECONNREFUSED 127.0.0.1:4566",
          },
        ],
      },
    ]);
    expect(passed(verdicts)).toBe(false);
  });

  it("says all causes of an error that has many and no message of its own", async () => {
    const [verdict] = await runGates(
      [
        gate(1, () => {
          throw new AggregateError([
            new Error("connect ECONNREFUSED ::1:1"),
            new Error("connect ECONNREFUSED 127.0.0.1:1"),
          ]);
        }),
      ],
      context,
    );

    expect(verdict?.findings[0]?.message).toBe(
      "The gate could not finish: connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1",
    );
  });

  it("does not run the gates after a failed one, and says so", async () => {
    const late = jest.fn(() => "pass" as const);

    const verdicts = await runGates([gate(1, () => "pass"), gate(2, () => [problem]), gate(3, late)], context);

    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["passed", "failed", "not run"]);
    expect(late).not.toHaveBeenCalled();
    expect(passed(verdicts)).toBe(false);
  });

  it("goes on after a gate that does not apply", async () => {
    const verdicts = await runGates([gate(1, () => "not-applicable"), gate(2, () => "pass")], context);

    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["not applicable", "passed"]);
    expect(passed(verdicts)).toBe(true);
  });

  it("prepares each gate that runs, and hands the context on", async () => {
    const seen: string[] = [];
    const looking = (number: number): Gate => ({
      ...gate(number, () => "pass"),
      check: async ({ iamStackName }) => {
        seen.push(iamStackName);
        return number === 2 ? [problem] : "pass";
      },
    });

    await runGates([looking(1), looking(2), looking(3)], context, {
      prepare: async ({ number }, current) => ({ ...current, iamStackName: `${current.iamStackName}+${number}` }),
    });

    expect(seen).toEqual(["shop-iam+1", "shop-iam+1+2"]);
  });
});
