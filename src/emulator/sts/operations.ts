import type * as client from "@aws-sdk/client-sts";
import type { OperationTable } from "../operation-table";
import { assumeRole } from "./assume-role";
import { assumeRoleWithSAML } from "./assume-role-with-saml";
import { assumeRoleWithWebIdentity } from "./assume-role-with-web-identity";
import { getAccessKeyInfo } from "./get-access-key-info";
import { getCallerIdentity } from "./get-caller-identity";
import { getFederationToken } from "./get-federation-token";
import { getSessionToken } from "./get-session-token";

type Pending = "AssumeRoot" | "DecodeAuthorizationMessage" | "GetDelegatedAccessToken" | "GetWebIdentityToken";

/** Every operation of STS. */
export const operations: OperationTable<typeof client, Pending> = {
  AssumeRole: assumeRole,
  AssumeRoleWithSAML: assumeRoleWithSAML,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
};
