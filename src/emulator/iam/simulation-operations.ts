import {
  generateOrganizationsAccessReport,
  getOrganizationsAccessReport,
} from "./last-access/organizations-access-report";
import { listPoliciesGrantingServiceAccess } from "./last-access/policies-granting-access";
import {
  generateServiceLastAccessedDetails,
  getServiceLastAccessedDetails,
  getServiceLastAccessedDetailsWithEntities,
} from "./last-access/service-last-accessed";
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from "./simulation/context-keys";
import { simulateCustomPolicy, simulatePrincipalPolicy } from "./simulation/simulate-policy";

/** Operations that simulate policies or report what was accessed. */
export const simulationOperations = {
  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
  ListPoliciesGrantingServiceAccess: listPoliciesGrantingServiceAccess,
  GenerateServiceLastAccessedDetails: generateServiceLastAccessedDetails,
  GetServiceLastAccessedDetails: getServiceLastAccessedDetails,
  GetServiceLastAccessedDetailsWithEntities: getServiceLastAccessedDetailsWithEntities,
  GenerateOrganizationsAccessReport: generateOrganizationsAccessReport,
  GetOrganizationsAccessReport: getOrganizationsAccessReport,
};
