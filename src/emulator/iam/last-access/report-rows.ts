import type { AccessAdvisorUsageGranularityType, EntityInfo } from "@aws-sdk/client-iam";
import { findService } from "../../../policy";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { serviceUseTable } from "../../service-uses";
import type { ServiceUse } from "../../service-uses";
import type { Table } from "../../store/store";
import type { AccessEntity, AccessSubject } from "./access-subject";
import { listGrantedServices } from "./granted-services";

/** What a report tells of a service. */
export interface ServiceAccess {
  readonly namespace: string;
  readonly name: string;
  /** Latest use of each entity that used it, the latest of all first. */
  readonly uses: readonly ServiceUse[];
  /** Latest use of each action, by action. */
  readonly actions: readonly ServiceUse[];
}

/** A report on when services were used last, as it was when it was made. */
export interface AccessReport {
  readonly jobId: string;
  readonly granularity: AccessAdvisorUsageGranularityType;
  readonly created: Date;
  readonly services: readonly ServiceAccess[];
  readonly entities: readonly EntityInfo[];
}

export function reportTable(context: OperationContext): Table<AccessReport> {
  return context.store.table<AccessReport>("access-reports", { account: context.caller.accountId });
}

/** The report of that job; NoSuchEntity where there is none (the sentence is recorded of GetOrganizationsAccessReport). */
export function findReport(context: OperationContext, jobId: string): AccessReport {
  const report = reportTable(context).get(jobId);
  if (report === undefined) throw new AwsFault("NoSuchEntity", `Job ${jobId} does not exist.`);
  return report;
}

/** What is known of the services that a subject's policies grant, in the order of their namespaces. */
export function collectAccesses(subject: AccessSubject, context: OperationContext): readonly ServiceAccess[] {
  const arns = new Set(subject.entities.map(({ row }) => row.arn));
  const uses = [...serviceUseTable(context.store, context.caller.accountId).values()].filter(({ principalArn }) =>
    arns.has(principalArn),
  );
  return listGrantedServices(subject.policies).map((namespace) => {
    const ofService = uses.filter(({ service }) => service === namespace);
    return {
      namespace,
      name: nameService(namespace),
      uses: latestBy(ofService, ({ principalArn }) => principalArn),
      actions: latestBy(ofService, ({ action }) => action).sort((a, b) => (a.action < b.action ? -1 : 1)),
    };
  });
}

/** What reports call a service: as the reference does, but IAM without its abbreviation (recorded). */
export function nameService(namespace: string): string {
  return (findService(namespace)?.name ?? namespace).replace(" (IAM)", "");
}

export function describeEntity({ kind, row }: AccessEntity): EntityInfo {
  return {
    Arn: row.arn,
    Name: row.name,
    Type: kind === "user" ? "USER" : "ROLE",
    Id: row.id,
    Path: row.path,
  };
}

/** The latest use of each group of uses, the latest first. */
function latestBy(uses: readonly ServiceUse[], keyOf: (use: ServiceUse) => string): ServiceUse[] {
  const latest = new Map<string, ServiceUse>();
  for (const use of [...uses].sort((a, b) => b.time.getTime() - a.time.getTime())) {
    if (!latest.has(keyOf(use))) latest.set(keyOf(use), use);
  }
  return [...latest.values()];
}
