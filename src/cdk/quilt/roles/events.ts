import { CONSUME_QUEUE } from "../action-sets";
import { LAMBDA, VPC_FUNCTION, attached, aws, defineRole } from "../declarations";
import { allow, app } from "../statements";

export const s3SnsToEventBridgeRole = defineRole({
  name: "S3SNSToEventBridgeRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
  may: {
    sqs: [allow(...CONSUME_QUEUE).on(app("S3SNSToEventBridgeQueue"))],
    eventbridge: [allow("events:PutEvents").on(app("EventBus"))],
  },
});

export const pkgEventsRole = defineRole({
  name: "PkgEventsRole",
  trusts: [LAMBDA],
  attaches: [
    VPC_FUNCTION,
    aws("AmazonEventBridgeFullAccess", "The events go to buses that customers choose."),
    attached("BucketReadPolicy"),
  ],
  may: {
    sqs: [allow(...CONSUME_QUEUE).on(app("PkgEventsQueue"))],
  },
});
