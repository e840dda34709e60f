import * as client from "@aws-sdk/client-s3";
import { restXml } from "../protocol/rest-xml";
import { defineService } from "../service";
import { s3Constraints } from "./constraints";
import { s3Needs } from "./needs";
import { operations } from "./operations";

/** Amazon S3, as far as templates, CDK and Terraform need it. */
export const s3 = defineService({
  name: "s3",
  version: "2006-03-01",
  namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
  protocol: restXml,
  client,
  operations,
  constraints: s3Constraints,
  wording: "with-value",
  needs: s3Needs,
  unsigned: "every operation",
});
