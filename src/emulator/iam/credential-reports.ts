import type { GenerateCredentialReportResponse, GetCredentialReportResponse } from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { wholeSeconds } from "./arns";
import { writeCredentialReport } from "./credential-report-text";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

interface ReportRow {
  readonly requested: Date;
  /** Undefined while it is being made. */
  readonly finished: { readonly time: Date; readonly text: string } | undefined;
}

const KEY = "report";

/** "You can generate a credential report as often as once every four hours." */
const LIFETIME = 4 * 60 * 60 * 1000;

/** A report that takes this long was lost with the process that made it. */
const LONGEST_MAKING = 60 * 60 * 1000;

function reportTable(context: OperationContext): Table<ReportRow> {
  return context.store.table<ReportRow>("iam-credential-report", { account: context.caller.accountId });
}

/** GenerateCredentialReport. It takes the time of the emulator's latency; until four hours are over there is no new one. */
export const generateCredentialReport = defineOperation<object, GenerateCredentialReportResponse>({
  name: "GenerateCredentialReport",
  run(_input, context) {
    const table = reportTable(context);
    const present = table.get(KEY);
    const now = context.clock.now();
    if (present?.finished !== undefined && !isOlder(present.finished.time, LIFETIME, now)) return { State: "COMPLETE" };
    if (present !== undefined && present.finished === undefined && !isOlder(present.requested, LONGEST_MAKING, now)) {
      return { State: "INPROGRESS" };
    }
    table.put(KEY, { requested: now, finished: undefined });
    context.background(async () => {
      await context.latency();
      const time = wholeSeconds(context.clock.now());
      table.put(KEY, { requested: now, finished: { time, text: writeCredentialReport(context) } });
    });
    // Recorded from AWS in September 2026; what AWS says where an older report exists is not known.
    const description = present === undefined ? "No report exists. Starting a new report generation task" : undefined;
    return { State: "STARTED", Description: description };
  },
});

/** GetCredentialReport. Recorded: the faults have no message. */
export const getCredentialReport = defineOperation<object, GetCredentialReportResponse>({
  name: "GetCredentialReport",
  run(_input, context) {
    const present = reportTable(context).get(KEY);
    if (present === undefined) throw new AwsFault("ReportNotPresent", "");
    const { finished } = present;
    if (finished === undefined) throw new AwsFault("ReportInProgress", "");
    if (isOlder(finished.time, LIFETIME, context.clock.now())) throw new AwsFault("ReportExpired", "");
    return {
      Content: Buffer.from(finished.text, "utf8"),
      ReportFormat: "text/csv",
      GeneratedTime: finished.time,
    };
  },
});

function isOlder(time: Date, age: number, now: Date): boolean {
  return now.getTime() - time.getTime() > age;
}
