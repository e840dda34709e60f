/**
 * The properties that may hold `{{resolve:ssm-secure:…}}`, list items left out of the path.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html
 */
const SECURE_PROPERTIES: ReadonlySet<string> = new Set([
  "AWS::DirectoryService::MicrosoftAD/Properties/Password",
  "AWS::DirectoryService::SimpleAD/Properties/Password",
  "AWS::ElastiCache::ReplicationGroup/Properties/AuthToken",
  "AWS::IAM::User/Properties/LoginProfile/Password",
  "AWS::KinesisFirehose::DeliveryStream/Properties/RedshiftDestinationConfiguration/Password",
  "AWS::OpsWorks::App/Properties/AppSource/Password",
  "AWS::OpsWorks::Stack/Properties/CustomCookbooksSource/Password",
  "AWS::OpsWorks::Stack/Properties/RdsDbInstances/DbPassword",
  "AWS::RDS::DBCluster/Properties/MasterUserPassword",
  "AWS::RDS::DBInstance/Properties/MasterUserPassword",
  "AWS::Redshift::Cluster/Properties/MasterUserPassword",
]);

/** `AWS::IAM::User/Properties/LoginProfile/Password` if no secure string may stand there. */
export function refusedPlace(type: string, path: readonly string[]): string | undefined {
  const place = [type, "Properties", ...path].join("/");
  return SECURE_PROPERTIES.has(place) ? undefined : place;
}

/** Sentence quoted by many users of AWS. */
export function secureNotSupported(places: readonly string[]): string {
  return `SSM Secure reference is not supported in: [${places.join(",")}]`;
}
