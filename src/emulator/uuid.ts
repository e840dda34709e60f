import type { OperationContext } from "./operation";

/** A version 4 UUID drawn from the context's random text. */
export function newUuid({ random }: Pick<OperationContext, "random">): string {
  const hex = random.text(30, "0123456789abcdef");
  const variant = random.text(1, "89ab");
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    `${variant}${hex.slice(15, 18)}`,
    hex.slice(18),
  ];
  return groups.join("-");
}
