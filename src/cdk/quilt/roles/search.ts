import { CONSUME_QUEUE, SEARCH_REQUESTS } from "../action-sets";
import { LAMBDA, VPC_FUNCTION, attached, defineRole } from "../declarations";
import { allow, app, bucket, objects, parameter } from "../statements";

const useSearch = allow(...SEARCH_REQUESTS).on(
  parameter("SearchDomainArn", "/*", "All indices of the domain: the functions make them."),
);

export const searchHandlerRole = defineRole({
  name: "SearchHandlerRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION, attached("BucketReadPolicy")],
  may: {
    ES: [useSearch],
    sqs: [allow(...CONSUME_QUEUE).on(app("IndexerQueue"))],
    WriteManifestQueue: [allow("sqs:SendMessage").on(app("ManifestIndexerQueue"))],
  },
});

export const esIngestRole = defineRole({
  name: "EsIngestRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
  may: {
    sqs: [allow(...CONSUME_QUEUE).on(app("EsIngestQueue"))],
    ES: [useSearch],
    ReadS3: [
      allow("s3:GetObject", "s3:ListBucket", "s3:DeleteObject").on(
        bucket("EsIngestBucket"),
        objects("EsIngestBucket", "*"),
      ),
    ],
  },
});

export const manifestIndexerRole = defineRole({
  name: "ManifestIndexerRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION, attached("BucketReadPolicy")],
  may: {
    sqs: [allow(...CONSUME_QUEUE).on(app("ManifestIndexerQueue"))],
    ES: [useSearch],
    WriteS3: [allow("s3:PutObject").on(objects("EsIngestBucket", "*"))],
  },
});
