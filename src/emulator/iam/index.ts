import * as client from "@aws-sdk/client-iam";
import { awsQuery } from "../protocol/aws-query";
import { defineService } from "../service";
import { iamConstraints } from "./constraints";
import { iamNeeds } from "./needs";
import { operations } from "./operations";

export { readPrincipalPolicies } from "./principal-policies";
export type { PrincipalPolicies, PrincipalPolicy } from "./principal-policies";

/** AWS Identity and Access Management. */
export const iam = defineService({
  name: "iam",
  version: "2010-05-08",
  namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  protocol: awsQuery,
  client,
  operations,
  constraints: iamConstraints,
  wording: "without-value",
  needs: iamNeeds,
});
