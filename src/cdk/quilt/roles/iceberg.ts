import { CONSUME_QUEUE } from "../action-sets";
import { LAMBDA, VPC_FUNCTION, attached, defineRole } from "../declarations";
import { queryIceberg, readUserTables, useIcebergData, writeIcebergTables } from "../iceberg-tables";
import { allow, app } from "../statements";

export const icebergLambdaRole = defineRole({
  name: "IcebergLambdaRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION, attached("BucketReadPolicy")],
  may: {
    sqs: [allow(...CONSUME_QUEUE).on(app("IcebergLambdaQueue"))],
    "allow-athena": [queryIceberg, readUserTables, useIcebergData, writeIcebergTables],
  },
});
