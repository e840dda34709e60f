import type { KeyRow } from "../credential-rows";
import { useTable } from "../credential-uses";
import type { CredentialUse } from "../credential-uses";
import type { MfaDeviceRow } from "../mfa-devices";
import type { OperationContext } from "../operation";
import { accessKeyTable } from "./access-key-rows";
import { deviceTable } from "./mfa-device-rows";
import { findPasswordPolicy } from "./password-policy";
import { USER, nameKey, principalTable } from "./principals";
import { loginProfileTable, signingCertificateTable } from "./user-credential-rows";
import type { SigningCertificateRow } from "./user-credential-rows";
import { ACCOUNT_CREATED } from "./users";
import type { UserRow } from "./users";

// Columns, words and order: recorded from AWS in September 2026; what they mean:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

const NONE = "N/A";
const UNKNOWN = "no_information";
const NOT_SUPPORTED = "not_supported";
const DAY = 24 * 60 * 60 * 1000;

/** The columns of one line. */
type Line = readonly (readonly [column: string, value: string])[];

/** What the account's users have, by whose it is. */
interface Holdings {
  readonly context: OperationContext;
  /** By ARN. */
  readonly keys: ReadonlyMap<string, readonly KeyRow[]>;
  /** By unique id, as the others. */
  readonly certificates: ReadonlyMap<string, readonly SigningCertificateRow[]>;
  readonly devices: ReadonlyMap<string, readonly MfaDeviceRow[]>;
}

function groupBy<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** The credentials of an account: the root, then its users by name, as CSV without a line end at the end. */
export function writeCredentialReport(context: OperationContext): string {
  const users = [...principalTable<UserRow>(USER, context).values()];
  users.sort((a, b) => (nameKey(a.name) < nameKey(b.name) ? -1 : 1));
  const holdings: Holdings = {
    context,
    keys: groupBy(accessKeyTable(context).values(), (row) => row.arn),
    certificates: groupBy(signingCertificateTable(context).values(), (row) => row.userId),
    devices: groupBy(deviceTable(context).values(), (row) => row.userId ?? ""),
  };
  const lines = [describeRoot(holdings), ...users.map((user) => describeUser(user, holdings))];
  const header = (lines[0] ?? []).map(([column]) => column);
  const rows = lines.map((line) => line.map(([, value]) => quote(value)));
  return [header, ...rows].map((row) => row.join(",")).join("\n");
}

/** Names may hold commas, paths quotes, neither line ends; RFC 4180 (what AWS does is unverified). */
function quote(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function describeRoot(holdings: Holdings): Line {
  const { caller, partition } = holdings.context;
  const arn = `arn:${partition}:iam::${caller.accountId}:root`;
  return [
    ["user", "<root_account>"],
    ["arn", arn],
    ["user_creation_time", formatTime(ACCOUNT_CREATED)],
    ["password_enabled", "true"],
    ["password_last_used", UNKNOWN],
    ["password_last_changed", formatTime(ACCOUNT_CREATED)],
    ["password_next_rotation", NOT_SUPPORTED],
    ["mfa_active", "false"],
    ...describeKeys(arn, holdings),
    ...describeCertificates(caller.accountId, holdings),
  ];
}

function describeUser(user: UserRow, holdings: Holdings): Line {
  return [
    ["user", user.name],
    ["arn", user.arn],
    ["user_creation_time", formatTime(user.createDate)],
    ...describePassword(user, holdings.context),
    ["mfa_active", String(holdings.devices.has(user.id))],
    ...describeKeys(user.arn, holdings),
    ...describeCertificates(user.id, holdings),
  ];
}

function describePassword(user: UserRow, context: OperationContext): Line {
  const profile = loginProfileTable(context).get(user.id);
  const days = findPasswordPolicy(context)?.maxAge;
  const changed = profile?.passwordChanged;
  const next = changed === undefined || days === undefined ? undefined : new Date(changed.getTime() + days * DAY);
  return [
    ["password_enabled", String(profile !== undefined)],
    // Nobody signs in to the emulator with a password.
    ["password_last_used", profile === undefined ? NONE : UNKNOWN],
    ["password_last_changed", formatTime(changed)],
    ["password_next_rotation", formatTime(next)],
  ];
}

function describeKeys(arn: string, { keys, context }: Holdings): Line {
  const sorted = [...(keys.get(arn) ?? [])].sort((a, b) => (a.accessKeyId < b.accessKeyId ? -1 : 1));
  return [...describeKey(1, sorted[0], context), ...describeKey(2, sorted[1], context)];
}

function describeKey(number: 1 | 2, key: KeyRow | undefined, context: OperationContext): Line {
  const use: CredentialUse | undefined = key && useTable(context.store).get(key.accessKeyId);
  return [
    [`access_key_${number}_active`, String(key?.status === "Active")],
    [`access_key_${number}_last_rotated`, formatTime(key?.createDate)],
    [`access_key_${number}_last_used_date`, formatTime(use?.time)],
    [`access_key_${number}_last_used_region`, use?.region ?? NONE],
    [`access_key_${number}_last_used_service`, use?.service ?? NONE],
  ];
}

/** The inactive one first. */
function describeCertificates(ownerId: string, { certificates }: Holdings): Line {
  const sorted = [...(certificates.get(ownerId) ?? [])].sort(
    (a, b) => rank(a) - rank(b) || a.uploadDate.getTime() - b.uploadDate.getTime(),
  );
  return ([1, 2] as const).flatMap((number): Line => {
    const certificate = sorted[number - 1];
    return [
      [`cert_${number}_active`, String(certificate?.status === "Active")],
      [`cert_${number}_last_rotated`, formatTime(certificate?.uploadDate)],
    ];
  });
}

function rank({ status }: SigningCertificateRow): number {
  return status === "Inactive" ? 0 : 1;
}

/** To the second: `2026-09-11T13:14:52Z`. */
function formatTime(time: Date | undefined): string {
  return time === undefined ? NONE : time.toISOString().replace(/\.\d+Z$/, "Z");
}
