import type { Monolith } from "./monolith";

/** Whether the template is written for more than one partition. */
export function usesPartition({ resources, outside }: Monolith): boolean {
  const inResources = [...resources.values()].flatMap(({ references }) => references);
  return [...inResources, ...outside].some(({ target }) => target === "AWS::Partition");
}
