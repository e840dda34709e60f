import { parseArn } from "../aws";
import type { ApplicablePolicies, Principal } from "../policy";
import { partitionStore } from "./store/partitions";
import type { Store } from "./store/store";

/** A user or a role as decisions see it: who it is, what its policies permit and what its boundary leaves of that. */
export interface PrincipalAccess {
  readonly principal: Principal;
  readonly policies: Pick<ApplicablePolicies, "identity" | "boundary">;
}

/** The access of the user or role of that ARN, as it is now; undefined where there is none. */
export async function readPrincipalAccess(store: Store, arn: string): Promise<PrincipalAccess | undefined> {
  const { partition = "", account = "" } = parseArn(arn) ?? {};
  const { readPrincipalPolicies } = await import("./iam/index");
  const found = readPrincipalPolicies(partitionStore(store, partition), arn);
  if (found === undefined || found.kind === "group") return undefined;
  const { kind, row, identity, boundary } = found;
  const common = { arn, account, partition, tags: Object.fromEntries(row.tags.map(({ Key, Value }) => [Key, Value])) };
  return {
    principal:
      kind === "role" ? { ...common, kind: "role", roleId: row.id } : { ...common, kind: "user", userId: row.id },
    policies: { identity, ...(boundary !== undefined && { boundary: [boundary] }) },
  };
}
