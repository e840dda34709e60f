import type { OperationContext } from "../../operation";
import type { Table } from "../../store/store";

/** A detection on a whole stack. */
export interface Detection {
  readonly id: string;
  readonly stackId: string;
  readonly status: "DETECTION_IN_PROGRESS" | "DETECTION_FAILED" | "DETECTION_COMPLETE";
  readonly drifted?: number;
  readonly startedAt: Date;
}

/** Detections of the caller's account and region, by id. */
export function detectionsOf({ caller, region, store }: OperationContext): Table<Detection> {
  return store.table<Detection>("cloudformation.drift-detections", { account: caller.accountId, region });
}
