import * as client from "@aws-sdk/client-iam";
import { iamConstraints } from "../../../src/emulator/iam/constraints";
import { findOperationShapes, listOperationNames } from "../../../src/emulator/schema";
import type { Shape } from "../../../src/emulator/schema";

function collectStructures(shape: Shape, into: Map<string, Set<string>>): void {
  if (shape.isUnitSchema()) return;
  if (shape.isListSchema() || shape.isMapSchema()) collectStructures(shape.getValueSchema(), into);
  if (!shape.isStructSchema()) return;
  const name = shape.getName() ?? "";
  if (into.has(name)) return;
  const members = new Set<string>();
  into.set(name, members);
  for (const [member, inner] of shape.structIterator()) {
    members.add(member);
    collectStructures(inner, into);
  }
}

function inputStructures(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const name of listOperationNames(client)) {
    const shapes = findOperationShapes(client, name);
    if (shapes !== undefined) collectStructures(shapes.input, found);
  }
  return found;
}

describe("input: the table of constraints", () => {
  it("names members that some input of IAM has", () => {
    const structures = inputStructures();
    const members = new Set([...structures.values()].flatMap((names) => [...names]));

    const unknown = Object.keys(iamConstraints).filter((key) => {
      const [structure = "", member] = key.split(".");
      return member === undefined ? !members.has(structure) : !structures.get(structure)?.has(member);
    });

    expect(structures.size).toBeGreaterThan(170);
    expect(unknown).toEqual([]);
  });

  it("has patterns that JavaScript can read", () => {
    for (const { pattern, each } of Object.values(iamConstraints)) {
      for (const text of [pattern, each?.pattern]) expect(() => new RegExp(text ?? "", "u")).not.toThrow();
    }
  });

  // facts/cloudformation.md 4.1
  it.each([
    ["RoleName", { maxLength: 64 }],
    ["CreateUserRequest.UserName", { maxLength: 64 }],
    ["UserName", { maxLength: 128 }],
    ["GroupName", { maxLength: 128 }],
    ["PolicyName", { maxLength: 128 }],
    ["InstanceProfileName", { maxLength: 128 }],
    ["PolicyDocument", { maxLength: 131_072 }],
    ["MaxSessionDuration", { min: 3600, max: 43_200 }],
    ["Tags", { maxLength: 50 }],
    ["CustomSuffix", { maxLength: 64 }],
  ])("limits %s as AWS does", (member, limits) => {
    expect(iamConstraints[member]).toMatchObject(limits);
  });
});
