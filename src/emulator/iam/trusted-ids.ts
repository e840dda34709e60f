import type { OperationContext } from "../operation";
import { listTrusted } from "./policy-documents";
import { ROLE, USER, nameKey, principalTable } from "./principals";
import type { PrincipalRow } from "./principals";

/**
 * Unique ids of the users and roles that a trust policy names, by the names it gives them: AWS keeps the ids, so that a
 * principal made anew under the same name does not inherit the trust, and shows ARNs while the principals exist.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type TrustedIds = Readonly<Record<string, string>>;

/** The ids of what the document names, as far as this emulator knows who that is. */
export function findTrustedIds(document: string, context: OperationContext): TrustedIds {
  const entries = listTrusted(document).flatMap(({ type, id: name }): [string, string][] => {
    if (type !== "AWS") return [];
    if (/^A(IDA|ROA)/.test(name)) return [[name, name]];
    const row = findByArn(name, context);
    return row === undefined ? [] : [[name, row.id]];
  });
  return Object.fromEntries(entries);
}

/** The document as IAM shows it today: ARNs of the principals that are there, ids of those that are gone. */
export function showTrustPolicy(document: string, ids: TrustedIds, context: OperationContext): string {
  const renamed = new Map(
    Object.entries(ids)
      .map(([name, id]): [string, string] => [name, findById(id, name, context)?.arn ?? id])
      .filter(([name, shown]) => name !== shown),
  );
  // Nearly always: parsing would cost more than the rest of the answer.
  if (renamed.size === 0) return document;
  const json = JSON.parse(document) as Json;
  for (const { type, id, path } of listTrusted(document)) {
    const shown = type === "AWS" ? renamed.get(id) : undefined;
    if (shown !== undefined) setAt(json, path, shown);
  }
  return JSON.stringify(json);
}

type Json = { [key: string | number]: Json | string };

function setAt(json: Json, path: readonly (string | number)[], text: string): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let at = json;
  // The path is one of this document, which the last step alone leaves for a text.
  for (const step of path.slice(0, -1)) at = at[step] as Json;
  at[last] = text;
}

const ARN = /^arn:[^:]+:iam::([0-9]{12}):(user|role)\/(?:.*\/)?([^/]+)$/;

function tableOf(arn: string, context: OperationContext) {
  const [, accountId, type, name] = ARN.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return undefined;
  const scope = { ...context, caller: { ...context.caller, accountId } };
  return { table: principalTable<PrincipalRow>(type === "user" ? USER : ROLE, scope), key: nameKey(name) };
}

function findByArn(arn: string, context: OperationContext): PrincipalRow | undefined {
  const place = tableOf(arn, context);
  const row = place?.table.get(place.key);
  return row?.arn === arn ? row : undefined;
}

/** Whoever has the id: first under the name that the document knows, then under any, as users can be renamed. */
function findById(id: string, name: string, context: OperationContext): PrincipalRow | undefined {
  const place = tableOf(name, context);
  const known = place?.table.get(place.key);
  if (known?.id === id) return known;
  const table = place?.table ?? principalTable<PrincipalRow>(id.startsWith(USER.idPrefix) ? USER : ROLE, context);
  for (const row of table.values()) if (row.id === id) return row;
  return undefined;
}
