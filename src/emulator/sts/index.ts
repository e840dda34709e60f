import * as client from "@aws-sdk/client-sts";
import { awsQuery } from "../protocol/aws-query";
import { defineService } from "../service";
import { assumeRole } from "./assume-role";
import { stsConstraints } from "./constraints";
import { getAccessKeyInfo } from "./get-access-key-info";
import { getCallerIdentity } from "./get-caller-identity";
import { getFederationToken } from "./get-federation-token";
import { getSessionToken } from "./get-session-token";
import { stsNeeds } from "./needs";

/** AWS Security Token Service. */
export const sts = defineService({
  name: "sts",
  version: "2011-06-15",
  namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  protocol: awsQuery,
  client,
  operations: [assumeRole, getAccessKeyInfo, getCallerIdentity, getFederationToken, getSessionToken],
  constraints: stsConstraints,
  wording: "with-value",
  needs: stsNeeds,
  unsigned: ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
});
