import * as client from "@aws-sdk/client-cloudformation";
import { awsQuery } from "../protocol/aws-query";
import { defineService } from "../service";
import { cloudFormationConstraints } from "./constraints";
import { cloudFormationNeeds } from "./needs";
import { operations } from "./operations";

/** AWS CloudFormation. */
export const cloudformation = defineService({
  name: "cloudformation",
  version: "2010-05-15",
  namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
  protocol: awsQuery,
  client,
  operations,
  constraints: cloudFormationConstraints,
  wording: "with-value",
  needs: cloudFormationNeeds,
});
