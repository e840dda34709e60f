import type {
  ListPoliciesGrantingServiceAccessRequest,
  ListPoliciesGrantingServiceAccessResponse,
  PolicyGrantingServiceAccess,
  PolicyOwnerEntityType,
} from "@aws-sdk/client-iam";
import { parseArn } from "../../../aws";
import { findService } from "../../../policy";
import { AwsFault } from "../../fault";
import { defineOperation } from "../../operation";
import { paginate } from "../paginate";
import { readPrincipalPolicies } from "../principal-policies";
import type { PrincipalPolicy } from "../principal-policies";
import { findAccessSubject, unsupportedEntity } from "./access-subject";
import { grantsService } from "./granted-services";

/**
 * ListPoliciesGrantingServiceAccess. What policies deny, and the boundary, is not looked at.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html
 */
export const listPoliciesGrantingServiceAccess = defineOperation<
  ListPoliciesGrantingServiceAccessRequest,
  ListPoliciesGrantingServiceAccessResponse
>({
  name: "ListPoliciesGrantingServiceAccess",
  run(input, context) {
    const arn = input.Arn as string;
    const services = input.ServiceNamespaces ?? [];
    if (parseArn(arn)?.resource.startsWith("policy/") === true) throw unsupportedEntity(arn);
    const subject = findAccessSubject(arn, context);
    const unknown = services.filter((service) => findService(service) === undefined);
    // Recorded; how several are shown is unverified.
    if (unknown.length > 0) throw new AwsFault("InvalidInput", `Invalid service namespace: [${unknown.join(", ")}]`);
    const policies = readPrincipalPolicies(context.store, subject.arn)?.identity ?? [];
    const { items, ...page } = paginate(
      services.map((service, index) => ({ service, index })),
      // In the order of the request (recorded: grants_user_graph).
      ({ index }) => String(index).padStart(12, "0"),
      input,
    );
    return {
      PoliciesGrantingServiceAccess: items.map(({ service }) => ({
        ServiceNamespace: service,
        Policies: distinct(policies.filter((policy) => grantsService([policy], service.toLowerCase(), false))).map(
          describePolicy,
        ),
      })),
      ...page,
    };
  },
});

/** A policy may be attached to a user and to its groups. */
function distinct(policies: readonly PrincipalPolicy[]): readonly PrincipalPolicy[] {
  return [...new Map(policies.map((policy) => [policy.id, policy])).values()];
}

function describePolicy({ name, arn, owner }: PrincipalPolicy): PolicyGrantingServiceAccess {
  return arn === undefined
    ? {
        PolicyName: name,
        PolicyType: "INLINE",
        EntityType: owner.kind.toUpperCase() as PolicyOwnerEntityType,
        EntityName: owner.name,
      }
    : { PolicyName: name, PolicyType: "MANAGED", PolicyArn: arn };
}
