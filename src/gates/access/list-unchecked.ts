import type { ProbeList } from "../../policy";
import { describeStatement } from "./describe-difference";

/** What a comparison of a role's access had to leave out, a sentence each. */
export function listUnchecked(
  subject: string,
  unknown: readonly string[],
  unprobed: ProbeList["unprobed"],
): readonly string[] {
  return [
    ...unknown.map((what) => `${subject}: ${what}`),
    ...unprobed.map((one) => `${subject}: no request could be made up that ${describeStatement(one)} is about`),
  ];
}
