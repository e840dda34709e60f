import * as client from "@aws-sdk/client-ssm";
import { awsJson } from "../protocol/aws-json";
import { defineService } from "../service";
import { ssmConstraints } from "./constraints";
import { ssmNeeds } from "./needs";
import { operations } from "./operations";

/** AWS Systems Manager, its Parameter Store. */
export const ssm = defineService({
  name: "ssm",
  version: "2014-11-06",
  namespace: "http://ssm.amazonaws.com/doc/2014-11-06/",
  protocol: awsJson("AmazonSSM"),
  client,
  operations,
  constraints: ssmConstraints,
  wording: "with-value",
  needs: ssmNeeds,
});
