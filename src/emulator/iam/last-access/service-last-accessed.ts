import type {
  GenerateServiceLastAccessedDetailsRequest,
  GenerateServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse,
  GetServiceLastAccessedDetailsWithEntitiesRequest,
  GetServiceLastAccessedDetailsWithEntitiesResponse,
  ServiceLastAccessed,
} from "@aws-sdk/client-iam";
import { findService } from "../../../policy";
import { AwsFault } from "../../fault";
import { defineOperation } from "../../operation";
import { newUuid } from "../../uuid";
import { paginate } from "../paginate";
import { nameKey } from "../principals";
import { findAccessSubject } from "./access-subject";
import { collectAccesses, describeEntity, findReport, reportTable } from "./report-rows";
import type { ServiceAccess } from "./report-rows";

/** GenerateServiceLastAccessedDetails. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html */
export const generateServiceLastAccessedDetails = defineOperation<
  GenerateServiceLastAccessedDetailsRequest,
  GenerateServiceLastAccessedDetailsResponse
>({
  name: "GenerateServiceLastAccessedDetails",
  run(input, context) {
    const subject = findAccessSubject(input.Arn as string, context);
    const jobId = newUuid(context);
    reportTable(context).put(jobId, {
      jobId,
      granularity: input.Granularity ?? "SERVICE_LEVEL",
      created: context.clock.now(),
      services: collectAccesses(subject, context),
      entities: subject.entities.map(describeEntity),
    });
    return { JobId: jobId };
  },
});

/** GetServiceLastAccessedDetails. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html */
export const getServiceLastAccessedDetails = defineOperation<
  GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse
>({
  name: "GetServiceLastAccessedDetails",
  run(input, context) {
    const { granularity, created, services } = findReport(context, input.JobId as string);
    const { items, ...page } = paginate(services, ({ namespace }) => namespace, input);
    return {
      JobStatus: "COMPLETED",
      JobType: granularity,
      JobCreationDate: created,
      JobCompletionDate: created,
      ServicesLastAccessed: items.map((service) => describeAccess(service, granularity === "ACTION_LEVEL")),
      ...page,
    };
  },
});

/** GetServiceLastAccessedDetailsWithEntities. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html */
export const getServiceLastAccessedDetailsWithEntities = defineOperation<
  GetServiceLastAccessedDetailsWithEntitiesRequest,
  GetServiceLastAccessedDetailsWithEntitiesResponse
>({
  name: "GetServiceLastAccessedDetailsWithEntities",
  run(input, context) {
    const namespace = input.ServiceNamespace as string;
    const { created, services, entities } = findReport(context, input.JobId as string);
    if (findService(namespace) === undefined) {
      // Recorded, AWS's spelling.
      throw new AwsFault("InvalidInput", `Service namepace ${namespace} is either invalid or unsupported.`);
    }
    const access = services.find((service) => service.namespace === namespace);
    // Users before roles (recorded: entities_policy_s3); none for a service that is not granted.
    const { items, ...page } = paginate(
      access === undefined ? [] : entities,
      ({ Type: type, Name: name = "" }) => `${type === "USER" ? 0 : 1}${nameKey(name)}`,
      input,
    );
    return {
      JobStatus: "COMPLETED",
      JobCreationDate: created,
      JobCompletionDate: created,
      EntityDetailsList: items.map((EntityInfo) => ({
        EntityInfo,
        LastAuthenticated: access?.uses.find(({ principalArn }) => principalArn === EntityInfo.Arn)?.time,
      })),
      ...page,
    };
  },
});

function describeAccess({ namespace, name, uses, actions }: ServiceAccess, withActions: boolean): ServiceLastAccessed {
  const [last] = uses;
  return {
    ServiceName: name,
    ServiceNamespace: namespace,
    LastAuthenticated: last?.time,
    LastAuthenticatedEntity: last?.principalArn,
    LastAuthenticatedRegion: last?.region,
    TotalAuthenticatedEntities: uses.length,
    // "Null if the principal did not use the tracked actions"; which actions AWS tracks is not in its model.
    ...(withActions &&
      actions.length > 0 && {
        TrackedActionsLastAccessed: actions.map(({ action, principalArn, time, region }) => ({
          ActionName: action.slice(namespace.length + 1),
          LastAccessedEntity: principalArn,
          LastAccessedTime: time,
          LastAccessedRegion: region,
        })),
      }),
  };
}
