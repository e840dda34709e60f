/**
 * Shares `free` characters between two parts of the given lengths, as CloudFormation does when it cuts a generated name:
 * equal shares, what a part does not need goes to the other, the first part gets the odd character.
 *
 * Returns the lengths the parts keep. Restated from aws-cloudformation/cloudformation-cli-java-plugin,
 * IdentifierUtils.generateResourceIdentifier.
 */
export function fairSplit(free: number, lengths: readonly [number, number]): [number, number] {
  const [first, second] = lengths;
  if (first + second <= free) return [first, second];
  const room = Math.max(0, free);
  const half = Math.floor(room / 2);
  if (second <= half) return [room - second, second];
  if (first <= half) return [first, room - first];
  return [room - half, half];
}
