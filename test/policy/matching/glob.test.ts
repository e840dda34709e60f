import * as fc from "fast-check";
import { decideByStatement } from "../builders";

/** An independent oracle: the pattern as a regular expression, which may take any time it likes. */
function oracle(pattern: string): RegExp {
  const source = [...pattern].map((character) =>
    character === "*" ? "[^]*" : character === "?" ? "[^]" : character.replace(/[\\^$.|+()[\]{}]/, "\\$&"),
  );
  return new RegExp(`^${source.join("")}$`);
}

/** Few letters, so that patterns match often; the characters that regular expressions care for are among them. */
const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", ".", "[", "]", "(", ")", "+", "\\", "^", "$") });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", ".", "[", "(", "+", "*", "*", "?", "$", "}") });

function resourceMatches(written: string, text: string): boolean {
  const prefix = "arn:aws:s3:::";
  return decideByStatement({ Resource: prefix + written }, { resource: prefix + text }) === "allowed";
}

describe("patterns", () => {
  it("match what a regular expression of the same meaning matches", () => {
    fc.assert(
      fc.property(pattern, letters, (written, text) => {
        expect(resourceMatches(written, text)).toBe(oracle(written).test(text));
      }),
      { numRuns: 3000 },
    );
  });

  it("match every text made from them", () => {
    const parts = fc.array(fc.tuple(fc.constantFrom("*", "?", "text"), letters), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (chosen) => {
        const written = chosen.map(([kind, text]) => (kind === "text" ? text : kind)).join("");
        const text = chosen.map(([kind, made]) => (kind === "?" ? (made[0] ?? "a") : made)).join("");
        expect(resourceMatches(written, text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("of StringLike agree with those of Resource", () => {
    fc.assert(
      fc.property(pattern, letters, (written, text) => {
        const statement = { Condition: { StringLike: { key: written } } };
        const holds = decideByStatement(statement, { context: { key: text } }) === "allowed";
        expect(holds).toBe(oracle(written).test(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("of actions do the same whatever the case", () => {
    const name = fc.string({ unit: fc.constantFrom("G", "e", "t", "A", "a") });
    const written = fc.string({ unit: fc.constantFrom("G", "e", "t", "A", "a", "*", "?") });
    fc.assert(
      fc.property(written, name, (action, asked) => {
        const matches = decideByStatement({ Action: `s3:${action}` }, { action: `s3:${asked}` }) === "allowed";
        expect(matches).toBe(new RegExp(oracle(action).source, "i").test(asked));
      }),
      { numRuns: 1000 },
    );
  });
});
