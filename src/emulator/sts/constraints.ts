import type { Constraints } from "../constraints";
import * as shape from "./constraint-shapes";

/**
 * What AWS's model of STS demands of each input member, for every operation it has.
 * Source: the API model, version 2011-06-15, as botocore 1.43.107 carries it.
 */
export const stsConstraints: Constraints = {
  AccessKeyId: shape.accessKeyIdType,
  Audience: shape.webIdentityTokenAudienceListType,
  ContextAssertion: shape.contextAssertionType,
  DurationSeconds: shape.roleDurationSecondsType,
  "AssumeRootRequest.DurationSeconds": shape.rootDurationSecondsType,
  "GetFederationTokenRequest.DurationSeconds": shape.durationSecondsType,
  "GetSessionTokenRequest.DurationSeconds": shape.durationSecondsType,
  "GetWebIdentityTokenRequest.DurationSeconds": shape.webIdentityTokenDurationSecondsType,
  EncodedMessage: shape.encodedMessageType,
  ExternalId: shape.externalIdType,
  Key: shape.tagKeyType,
  MinimumSessionTokenSize: shape.minimumSessionTokenSizeType,
  Name: shape.userNameType,
  Policy: shape.sessionPolicyDocumentType,
  PrincipalArn: shape.arnType,
  ProvidedContexts: shape.providedContextsListType,
  ProviderArn: shape.arnType,
  ProviderId: shape.urlType,
  RoleArn: shape.arnType,
  RoleSessionName: shape.roleSessionNameType,
  SAMLAssertion: shape.sAMLAssertionType,
  SerialNumber: shape.serialNumberType,
  SigningAlgorithm: shape.jwtAlgorithmType,
  SourceIdentity: shape.sourceIdentityType,
  Tags: shape.tagListType,
  TargetPrincipal: shape.targetPrincipalType,
  TokenCode: shape.tokenCodeType,
  TransitiveTagKeys: shape.tagKeyListType,
  Value: shape.tagValueType,
  WebIdentityToken: shape.clientTokenType,
  arn: shape.arnType,
};
