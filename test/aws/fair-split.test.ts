import fc from "fast-check";
import { fairSplit } from "../../src/aws";

/** The loop as ../shared/facts/cloudformation.md §1.1 restates it from IdentifierUtils.java. */
function splitByRounds(free: number, lengths: readonly [number, number]): [number, number] {
  const got: [number, number] = [0, 0];
  let remaining = free;
  while (remaining > 0) {
    const step = remaining < 2 ? 1 : Math.floor(remaining / 2);
    let full = 0;
    for (const part of [0, 1] as const) {
      if (got[part] < lengths[part]) {
        const taken = Math.min(step, lengths[part] - got[part], remaining);
        got[part] += taken;
        remaining -= taken;
      } else full++;
      if (remaining <= 0 || full === 2) return got;
    }
  }
  return got;
}

describe("the fair split of a cut name", () => {
  // ../shared/facts/cloudformation.md §1.1, "Consequences", and the IAM role of §1.2.
  it.each([
    ["a name of 64 by the registry", 50, [60, 60], [25, 25]],
    ["a name of 64 by the older engine", 49, [60, 60], [25, 24]],
    ["a bucket", 49, [60, 60], [25, 24]],
    ["an Elasticsearch domain", 13, [60, 60], [7, 6]],
    ["a load balancer by the registry", 11, [60, 60], [6, 5]],
    ["a load balancer by the older engine", 10, [60, 60], [5, 5]],
    ["an inline policy", 9, [60, 60], [5, 4]],
    ["a short stack name and a long logical id", 50, [14, 60], [14, 36]],
    ["a long stack name and a short logical id", 50, [60, 8], [42, 8]],
    ["what fits", 50, [20, 30], [20, 30]],
    ["no room", 0, [5, 5], [0, 0]],
  ] as const)("shares %s", (_, free, lengths, shares) => {
    expect(fairSplit(free, lengths)).toEqual(shares);
  });

  it("is what sharing in rounds gives", () => {
    const length = fc.integer({ min: 0, max: 300 });

    fc.assert(
      fc.property(length, length, length, (free, first, second) => {
        expect(fairSplit(free, [first, second])).toEqual(splitByRounds(free, [first, second]));
      }),
    );
  });

  it("gives nothing where room is negative", () => {
    expect(fairSplit(-3, [5, 5])).toEqual([0, 0]);
  });
});
