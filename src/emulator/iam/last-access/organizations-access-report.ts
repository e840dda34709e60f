import type {
  AccessDetail,
  ErrorDetails,
  GenerateOrganizationsAccessReportRequest,
  GenerateOrganizationsAccessReportResponse,
  GetOrganizationsAccessReportRequest,
  GetOrganizationsAccessReportResponse,
  SortKeyType,
} from "@aws-sdk/client-iam";
import { listServices } from "../../../policy";
import { AwsFault } from "../../fault";
import { defineOperation } from "../../operation";
import type { OperationContext } from "../../operation";
import { serviceUseTable } from "../../service-uses";
import type { ServiceUse } from "../../service-uses";
import type { Table } from "../../store/store";
import { newUuid } from "../../uuid";
import { readOrganization } from "../organization-features";
import { paginate } from "../paginate";
import { nameService } from "./report-rows";

/** A report on an organization: its services in the order of their namespaces, or why there are none. */
interface OrganizationReport {
  readonly created: Date;
  readonly outcome: { readonly services: readonly AccessDetail[] } | { readonly error: ErrorDetails };
}

// The sentences are recorded: github.com/radkawar/stackd, testdata/aws/iam/organizations_access.json.
const NO_ENTITY: ErrorDetails = {
  Code: "INVALID_ORGANIZATIONS_ENTITY_PATH",
  Message: "The entity with the specified path does not exist in your organization.",
};
const NO_POLICY: ErrorDetails = {
  Code: "INVALID_ORGANIZATIONS_POLICY",
  Message: "The policy with the specified ID does not exist in your organization.",
};

/** The one policy that every organization has. */
const FULL_ACCESS = "p-FullAWSAccess";

function organizationReportTable(context: OperationContext): Table<OrganizationReport> {
  return context.store.table<OrganizationReport>("organization-access-reports", { account: context.caller.accountId });
}

/** GenerateOrganizationsAccessReport. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateOrganizationsAccessReport.html */
export const generateOrganizationsAccessReport = defineOperation<
  GenerateOrganizationsAccessReportRequest,
  GenerateOrganizationsAccessReportResponse
>({
  name: "GenerateOrganizationsAccessReport",
  run({ EntityPath, OrganizationsPolicyId = FULL_ACCESS }, context) {
    const [organization, root = "", ...below] = (EntityPath as string).split("/");
    if (organization !== readOrganization(context).id) {
      throw new AwsFault(
        "AccessDenied",
        "The organization ID in the specified entity path is different than your organization ID.",
        403,
      );
    }
    const account = context.caller.accountId;
    // There are no organizational units, and nothing tells which id the root has: it has any.
    const isThere = below.length === 0 || (below.length === 1 && below[0] === account);
    const services = (): AccessDetail[] => collectDetails(context, `${organization}/${root}/${account}`);
    const jobId = newUuid(context);
    organizationReportTable(context).put(jobId, {
      created: context.clock.now(),
      outcome: !isThere
        ? { error: NO_ENTITY }
        : OrganizationsPolicyId !== FULL_ACCESS
          ? { error: NO_POLICY }
          : { services: services() },
    });
    return { JobId: jobId };
  },
});

/** GetOrganizationsAccessReport. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOrganizationsAccessReport.html */
export const getOrganizationsAccessReport = defineOperation<
  GetOrganizationsAccessReportRequest,
  GetOrganizationsAccessReportResponse
>({
  name: "GetOrganizationsAccessReport",
  run(input, context) {
    const report = organizationReportTable(context).get(input.JobId as string);
    if (report === undefined) throw new AwsFault("NoSuchEntity", `Job ${input.JobId} does not exist.`);
    const { created, outcome } = report;
    const dates = { JobCreationDate: created, JobCompletionDate: created };
    if ("error" in outcome) {
      return { JobStatus: "FAILED", ...dates, IsTruncated: false, ErrorDetails: outcome.error };
    }
    const sorted = sortDetails(outcome.services, input.SortKey ?? "SERVICE_NAMESPACE_ASCENDING");
    const { items, ...page } = paginate(
      sorted.map((detail, index) => ({ detail, key: String(index).padStart(6, "0") })),
      ({ key }) => key,
      input,
    );
    return {
      JobStatus: "COMPLETED",
      ...dates,
      NumberOfServicesAccessible: sorted.length,
      NumberOfServicesNotAccessed: sorted.filter((detail) => detail.LastAuthenticatedTime === undefined).length,
      AccessDetails: items.map(({ detail }) => detail),
      ...page,
    };
  },
});

/** All services, with the last use of each by anybody in the account. */
function collectDetails(context: OperationContext, entityPath: string): AccessDetail[] {
  const last = new Map<string, ServiceUse>();
  for (const use of serviceUseTable(context.store, context.caller.accountId).values()) {
    const known = last.get(use.service);
    if (known === undefined || use.time > known.time) last.set(use.service, use);
  }
  return listServices().map((namespace) => {
    const use = last.get(namespace);
    return {
      ServiceName: nameService(namespace),
      ServiceNamespace: namespace,
      // Recorded: IAM has its region even where nobody used it, and no other service has.
      Region: use?.region ?? (namespace === "iam" ? "us-east-1" : undefined),
      EntityPath: use && entityPath,
      LastAuthenticatedTime: use?.time,
      // Accounts in which somebody used it, unlike in reports on a user or role.
      TotalAuthenticatedEntities: use === undefined ? 0 : 1,
    };
  });
}

/** Services that nobody used are the oldest (unverified: AWS's order among them follows no rule that shows). */
function sortDetails(details: readonly AccessDetail[], key: SortKeyType): AccessDetail[] {
  const timeOf = ({ LastAuthenticatedTime: time }: AccessDetail): number => time?.getTime() ?? 0;
  const sorted = key.startsWith("LAST_AUTHENTICATED_TIME")
    ? [...details].sort((a, b) => timeOf(a) - timeOf(b))
    : [...details];
  return key.endsWith("DESCENDING") ? sorted.reverse() : sorted;
}
