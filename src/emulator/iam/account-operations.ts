import {
  createOpenIDConnectProvider,
  getOpenIDConnectProvider,
  listOpenIDConnectProviders,
  addClientIDToOpenIDConnectProvider,
  removeClientIDFromOpenIDConnectProvider,
  updateOpenIDConnectProviderThumbprint,
  deleteOpenIDConnectProvider,
} from "./oidc-providers";
import {
  createSAMLProvider,
  getSAMLProvider,
  listSAMLProviders,
  updateSAMLProvider,
  deleteSAMLProvider,
} from "./saml-providers";
import {
  tagOpenIDConnectProvider,
  untagOpenIDConnectProvider,
  listOpenIDConnectProviderTags,
  tagSAMLProvider,
  untagSAMLProvider,
  listSAMLProviderTags,
} from "./provider-tags";
import { createServiceLinkedRole, deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus } from "./linked-roles";
import {
  listOrganizationsFeatures,
  enableOrganizationsRootCredentialsManagement,
  disableOrganizationsRootCredentialsManagement,
  enableOrganizationsRootSessions,
  disableOrganizationsRootSessions,
} from "./organization-features";
import {
  enableOutboundWebIdentityFederation,
  disableOutboundWebIdentityFederation,
  getOutboundWebIdentityFederationInfo,
} from "./outbound-federation";
import { setSecurityTokenServicePreferences, getAccountProperties, putAccountProperties } from "./account-settings";
import { acquireRole, getRoleTemplateVersion } from "./role-templates";
import {
  createDelegationRequest,
  associateDelegationRequest,
  updateDelegationRequest,
  acceptDelegationRequest,
  rejectDelegationRequest,
  sendDelegationToken,
  getDelegationRequest,
  listDelegationRequests,
  getHumanReadableSummary,
} from "./delegation-requests";
import { getAccountAuthorizationDetails } from "./authorization-details";

/** Operations on identity providers, service-linked roles, delegation and the account as a whole. */
export const accountOperations = {
  CreateOpenIDConnectProvider: createOpenIDConnectProvider,
  GetOpenIDConnectProvider: getOpenIDConnectProvider,
  ListOpenIDConnectProviders: listOpenIDConnectProviders,
  AddClientIDToOpenIDConnectProvider: addClientIDToOpenIDConnectProvider,
  RemoveClientIDFromOpenIDConnectProvider: removeClientIDFromOpenIDConnectProvider,
  UpdateOpenIDConnectProviderThumbprint: updateOpenIDConnectProviderThumbprint,
  DeleteOpenIDConnectProvider: deleteOpenIDConnectProvider,
  CreateSAMLProvider: createSAMLProvider,
  GetSAMLProvider: getSAMLProvider,
  ListSAMLProviders: listSAMLProviders,
  UpdateSAMLProvider: updateSAMLProvider,
  DeleteSAMLProvider: deleteSAMLProvider,
  TagOpenIDConnectProvider: tagOpenIDConnectProvider,
  UntagOpenIDConnectProvider: untagOpenIDConnectProvider,
  ListOpenIDConnectProviderTags: listOpenIDConnectProviderTags,
  TagSAMLProvider: tagSAMLProvider,
  UntagSAMLProvider: untagSAMLProvider,
  ListSAMLProviderTags: listSAMLProviderTags,
  CreateServiceLinkedRole: createServiceLinkedRole,
  DeleteServiceLinkedRole: deleteServiceLinkedRole,
  GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
  ListOrganizationsFeatures: listOrganizationsFeatures,
  EnableOrganizationsRootCredentialsManagement: enableOrganizationsRootCredentialsManagement,
  DisableOrganizationsRootCredentialsManagement: disableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootSessions: enableOrganizationsRootSessions,
  DisableOrganizationsRootSessions: disableOrganizationsRootSessions,
  EnableOutboundWebIdentityFederation: enableOutboundWebIdentityFederation,
  DisableOutboundWebIdentityFederation: disableOutboundWebIdentityFederation,
  GetOutboundWebIdentityFederationInfo: getOutboundWebIdentityFederationInfo,
  SetSecurityTokenServicePreferences: setSecurityTokenServicePreferences,
  GetAccountProperties: getAccountProperties,
  PutAccountProperties: putAccountProperties,
  AcquireRole: acquireRole,
  GetRoleTemplateVersion: getRoleTemplateVersion,
  CreateDelegationRequest: createDelegationRequest,
  AssociateDelegationRequest: associateDelegationRequest,
  UpdateDelegationRequest: updateDelegationRequest,
  AcceptDelegationRequest: acceptDelegationRequest,
  RejectDelegationRequest: rejectDelegationRequest,
  SendDelegationToken: sendDelegationToken,
  GetDelegationRequest: getDelegationRequest,
  ListDelegationRequests: listDelegationRequests,
  GetHumanReadableSummary: getHumanReadableSummary,
  GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
};
