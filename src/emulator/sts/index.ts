import * as client from "@aws-sdk/client-sts";
import { awsQuery } from "../protocol/aws-query";
import { defineService } from "../service";
import { stsConstraints } from "./constraints";
import { stsNeeds } from "./needs";
import { operations } from "./operations";

/** AWS Security Token Service. */
export const sts = defineService({
  name: "sts",
  version: "2011-06-15",
  namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  protocol: awsQuery,
  client,
  operations,
  constraints: stsConstraints,
  wording: "with-value",
  needs: stsNeeds,
  unsigned: ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
});
