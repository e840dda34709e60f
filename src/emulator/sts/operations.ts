import type * as client from "@aws-sdk/client-sts";
import type { OperationTable } from "../operation-table";
import { assumeRole } from "./assume-role";
import { assumeRoleWithSAML } from "./assume-role-with-saml";
import { assumeRoleWithWebIdentity } from "./assume-role-with-web-identity";
import { assumeRoot } from "./assume-root";
import { decodeAuthorizationMessage } from "./decode-authorization-message";
import { getAccessKeyInfo } from "./get-access-key-info";
import { getCallerIdentity } from "./get-caller-identity";
import { getDelegatedAccessToken } from "./get-delegated-access-token";
import { getFederationToken } from "./get-federation-token";
import { getSessionToken } from "./get-session-token";
import { getWebIdentityToken } from "./get-web-identity-token";

/** Every operation of STS. */
export const operations: OperationTable<typeof client> = {
  AssumeRole: assumeRole,
  AssumeRoleWithSAML: assumeRoleWithSAML,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  AssumeRoot: assumeRoot,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetDelegatedAccessToken: getDelegatedAccessToken,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
  GetWebIdentityToken: getWebIdentityToken,
};
