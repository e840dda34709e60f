import type { Clock } from "../base";
import type { Store, Table } from "./store/store";
import { makeCode, stepOf } from "./totp";

/** A virtual MFA device; rows per account, by serial number. IAM manages them, STS asks them. */
export interface MfaDeviceRow {
  /** Its ARN. */
  readonly serialNumber: string;
  /** Base32; what the device and AWS share. */
  readonly seed: string;
  /** Unique id of the user whose it is; undefined while it is nobody's. */
  readonly userId: string | undefined;
  readonly enableDate: Date | undefined;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Steps of 30 seconds by which the device's clock is ahead of AWS's. */
  readonly drift: number;
  /** Step of the second code of the last pair that was accepted; no pair may reach back to it. */
  readonly lastPairStep: number | undefined;
  /** Steps whose codes were used to sign in; those that may still come again. */
  readonly usedSteps: readonly number[];
}

/** Where a pair of consecutive codes may lie, in steps of the second code from the device's time: as observed of AWS. */
const PAIR_WINDOW = { behind: 998, ahead: 1000 };
/** Steps either way in which a single code is taken: as observed of AWS. */
const CODE_WINDOW = 2;

export function mfaDeviceTable(store: Store, accountId: string): Table<MfaDeviceRow> {
  return store.table<MfaDeviceRow>("iam-mfa-devices", { account: accountId });
}

/** Serial numbers are told apart as names are: without regard to case (unverified). */
export function mfaDeviceKey(serialNumber: string): string {
  return serialNumber.toLowerCase();
}

/** The device with its clock set by two consecutive codes; undefined where they are no such pair. */
export function synchronize(
  device: MfaDeviceRow,
  codes: readonly [string, string],
  clock: Clock,
): MfaDeviceRow | undefined {
  const now = stepOf(clock.now());
  const second = findPair(device, codes, now + device.drift);
  return second === undefined ? undefined : { ...device, drift: second - now, lastPairStep: second };
}

/** Step of the second code. Steps near the device's time are tried first, as nearly every pair lies there. */
function findPair(
  device: MfaDeviceRow,
  [first, second]: readonly [string, string],
  center: number,
): number | undefined {
  const codes = new Map<number, string>();
  const codeOf = (step: number): string => {
    const known = codes.get(step);
    if (known !== undefined) return known;
    const made = makeCode(device.seed, step);
    codes.set(step, made);
    return made;
  };
  for (let distance = 0; distance <= Math.max(PAIR_WINDOW.behind, PAIR_WINDOW.ahead); distance += 1) {
    for (const offset of distance === 0 ? [0] : [-distance, distance]) {
      const step = center + offset;
      const isOutside = offset < -PAIR_WINDOW.behind || offset > PAIR_WINDOW.ahead || step < 1;
      // Both codes must be newer than the last pair.
      if (isOutside || (device.lastPairStep !== undefined && step - 1 <= device.lastPairStep)) continue;
      if (codeOf(step) === second && codeOf(step - 1) === first) return step;
    }
  }
  return undefined;
}

/** What a device says of a code: it is right and now used up, it is wrong or was used, or the device is not that user's. */
export type CodeVerdict = "accepted" | "wrong-code" | "not-their-device";

/** Checks the code that a user shows with a request for a session, and marks it as used. */
export function useMfaCode(
  serialNumber: string,
  code: string,
  user: { readonly accountId: string; readonly userId: string },
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): CodeVerdict {
  const table = mfaDeviceTable(store, user.accountId);
  const device = table.get(mfaDeviceKey(serialNumber));
  if (device === undefined || device.userId !== user.userId) return "not-their-device";
  const center = stepOf(clock.now()) + device.drift;
  for (let step = center - CODE_WINDOW; step <= center + CODE_WINDOW; step += 1) {
    if (step < 0 || device.usedSteps.includes(step) || makeCode(device.seed, step) !== code) continue;
    const stillCounting = device.usedSteps.filter((used) => Math.abs(used - center) <= 2 * CODE_WINDOW);
    table.put(mfaDeviceKey(serialNumber), { ...device, usedSteps: [...stillCounting, step] });
    return "accepted";
  }
  return "wrong-code";
}
