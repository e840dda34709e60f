import { creationLevels, dependencyGraph, findCycles, parseTemplate } from "../../src/template";
import type { DependencyGraph } from "../../src/template";

function graphOf(text: string, conditions?: ReadonlyMap<string, boolean>): DependencyGraph {
  return dependencyGraph(parseTemplate(text, { file: "t" }).value, conditions);
}

const TEXT = `Parameters: {P: {Type: String}}
Resources:
  A: {Type: T, Properties: {x: !If [C, !GetAtt B.Arn, !Ref D], y: !Ref P, z: !Ref AWS::Region}}
  B: {Type: T, DependsOn: D, Condition: C}
  D: {Type: T}
`;

describe("the graph of dependencies", () => {
  it("holds resources only, in the template's order", () => {
    expect([...graphOf(TEXT)]).toEqual([
      ["A", new Set(["B", "D"])],
      ["B", new Set(["D"])],
      ["D", new Set()],
    ]);
  });

  it("leaves out what conditions leave out", () => {
    expect([...graphOf(TEXT, new Map([["C", true]]))][0]).toEqual(["A", new Set(["B"])]);
    expect([...graphOf(TEXT, new Map([["C", false]]))]).toEqual([
      ["A", new Set(["D"])],
      ["D", new Set()],
    ]);
  });

  it("orders creation in levels", () => {
    expect(creationLevels(graphOf(TEXT))).toEqual([["D"], ["B"], ["A"]]);
  });
});

describe("cycles", () => {
  it("are found, each in the template's order", () => {
    const graph: DependencyGraph = new Map([
      ["Z", new Set(["A"])],
      ["A", new Set(["C"])],
      ["B", new Set(["A"])],
      ["C", new Set(["B"])],
      ["S", new Set(["S"])],
      ["T", new Set(["S"])],
    ]);
    expect(findCycles(graph)).toEqual([["A", "B", "C"], ["S"]]);
    expect(() => creationLevels(graph)).toThrow("circular dependency");
  });

  it("are none in a chain as long as you like", () => {
    const graph: DependencyGraph = new Map(
      Array.from({ length: 20_000 }, (_, n) => [`R${n}`, new Set(n === 0 ? [] : [`R${n - 1}`])]),
    );
    expect(findCycles(graph)).toEqual([]);
  });
});
