import type { OperationContext } from "../../operation";
import { recordResourceEvent } from "../progress";
import type { ResourceRow } from "../stack";
import { resourcesOf, stackById } from "../stack-store";
import type { Doomed } from "./delete-resources";
import { deleteAll, doomedLeftovers } from "./delete-resources";
import { leftoversOf, removeLeftover } from "../baseline";

/** What the cleanup does with a resource of the stack. */
export interface Verdict {
  readonly goes: boolean;
  readonly isRetained: boolean;
}

/**
 * Deletes what a finished update or its rollback left over, and the resources of the stack on which the verdict is that
 * they go. What cannot be deleted is left behind.
 *
 * @returns whether something is left behind
 */
export async function cleanUp(
  context: OperationContext,
  stackId: string,
  judge: (row: ResourceRow) => Verdict,
): Promise<boolean> {
  const stack = stackById(context, stackId);
  const rows = resourcesOf(context, stackId);
  const leaving = [...rows.values()].flatMap((row): Doomed[] => {
    const { goes, isRetained } = judge(row);
    if (!goes) return [];
    const record = (changed: ResourceRow): void => {
      recordResourceEvent(context, stack, changed);
      // It is no longer the stack's, whether it could be deleted or not.
      if (changed.status === "DELETE_IN_PROGRESS") rows.put(row.logicalId, changed);
      else rows.delete(row.logicalId);
    };
    return [{ row, isRetained, record }];
  });
  const failed = await deleteAll(context, stack, [...leaving, ...doomedLeftovers(context, stack)]);
  for (const { row } of leaving) rows.delete(row.logicalId);
  for (const { row } of leftoversOf(context, stackId)) removeLeftover(context, stackId, row);
  return failed.length > 0;
}
