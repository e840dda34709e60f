import type { CfnParameterProps } from "aws-cdk-lib/core";
import type { IamParameterName } from "../iam-parameters";

/** A parameter as CloudFormation declares it. */
export interface AppParameter<Name extends string = string> extends CfnParameterProps {
  readonly name: Name;
}

/** A parameter that the roles and policies need too: `IAM_PARAMETERS` of the IAM side declares it. */
const declaredByIam = <Name extends IamParameterName>(name: Name): { readonly name: Name } => ({ name });

interface ParameterGroup<Name extends string> {
  readonly group: string;
  readonly rows: readonly AppParameter<Name>[];
}

const declareGroups = <Name extends string>(groups: readonly ParameterGroup<Name>[]): typeof groups => groups;

const SWITCH = { type: "String", allowedValues: ["Enabled", "Disabled"] };
const OPTIONAL_TEXT = { type: "String", default: "" };
const SECRET = { ...OPTIONAL_TEXT, noEcho: true };
const SECURITY_GROUP = { type: "AWS::EC2::SecurityGroup::Id" };
const SUBNETS = { type: "List<AWS::EC2::Subnet::Id>" };

/** The application's own parameters, by the group that the console shows them in. */
export const APP_PARAMETERS = declareGroups([
  {
    group: "Administrator",
    rows: [
      {
        name: "AdminEmail",
        type: "String",
        minLength: 5,
        allowedPattern: "[^\\s@]+@[^\\s@]+\\.[^\\s@]+",
        description: "Email address of the first administrator, whose account is made during deployment.",
      },
      {
        name: "AdminPassword",
        ...SECRET,
        allowedPattern: ".{8,64}|",
        description: "Password of the first administrator; has no effect with single sign-on.",
      },
    ],
  },
  {
    group: "Web catalog",
    rows: [
      declaredByIam("CertificateArnELB"),
      {
        name: "QuiltWebHost",
        type: "String",
        allowedPattern: "^[-\\w]+\\.[-\\w]+\\.[-\\w]+$",
        description:
          "Host name of the catalog; the certificate must cover it, its -registry and its -s3-proxy sibling.",
      },
      {
        name: "QuiltCatalogPackageRoot",
        ...OPTIONAL_TEXT,
        allowedPattern: "^$|^[^\\s](.*[^\\s])?$",
        description: "Prefix in every bucket under which the files of packages are put.",
      },
      {
        name: "WAFRequestRateLimit",
        type: "Number",
        default: 8400,
        minValue: 100,
        description: "Most requests that one address may make in five minutes.",
      },
    ],
  },
  {
    group: "Database",
    rows: [
      {
        name: "DBUrl",
        type: "String",
        minLength: 1,
        noEcho: true,
        description: "Database of the registry: postgresql://{user}:{password}@{address}:{port}/{name}.",
      },
      { name: "DBAccessorSecurityGroup", ...SECURITY_GROUP, description: "Security group that reaches the database." },
    ],
  },
  {
    group: "Search",
    rows: [
      declaredByIam("SearchDomainArn"),
      {
        name: "SearchDomainEndpoint",
        type: "String",
        minLength: 1,
        description: "Host name of the search domain, without https://.",
      },
      {
        name: "SearchClusterAccessorSecurityGroup",
        ...SECURITY_GROUP,
        description: "Security group that reaches the search domain.",
      },
    ],
  },
  {
    group: "Network settings",
    rows: [
      { name: "VPC", type: "AWS::EC2::VPC::Id", description: "VPC of the application." },
      {
        name: "Subnets",
        ...SUBNETS,
        description: "Private subnets of functions and containers, with a way out to AWS.",
      },
      { name: "PublicSubnets", ...SUBNETS, description: "Subnets of the load balancer." },
      {
        name: "UserSecurityGroup",
        ...SECURITY_GROUP,
        description: "Security group that lets users reach the load balancer on ports 443 and 80.",
      },
    ],
  },
  {
    group: "Analytics",
    rows: [
      declaredByIam("CloudTrailBucket"),
      {
        name: "UserAthenaBytesScannedCutoff",
        type: "Number",
        default: 0,
        minValue: 0,
        description: "Most bytes that one Athena query of a user may scan; 0 for no limit, else at least 10000000.",
      },
    ],
  },
  {
    group: "Access",
    rows: [
      {
        name: "S3BucketPolicyExcludeArnsFromDeny",
        type: "CommaDelimitedList",
        default: "",
        description: "ARNs of principals that reach the buckets of Athena results and of the tabulator directly.",
      },
      declaredByIam("ManagedUserRoleExtraPolicies"),
    ],
  },
  {
    group: "Web catalog authentication",
    rows: [
      { name: "PasswordAuth", ...SWITCH, default: "Enabled", description: "Sign-in by email and password." },
      { name: "GoogleAuth", ...SWITCH, default: "Disabled", description: "Sign-in by Google." },
      { name: "GoogleClientId", ...OPTIONAL_TEXT, description: "OAuth client of Google." },
      { name: "GoogleClientSecret", ...SECRET, description: "Secret of the OAuth client of Google." },
      { name: "SingleSignOnDomains", ...OPTIONAL_TEXT, description: "Domains that may sign in by Google, by commas." },
      { name: "OktaAuth", ...SWITCH, default: "Disabled", description: "Sign-in by Okta." },
      { name: "OktaClientId", ...OPTIONAL_TEXT, description: "OAuth client of Okta." },
      { name: "OktaClientSecret", ...SECRET, description: "Secret of the OAuth client of Okta." },
      { name: "OktaBaseUrl", ...OPTIONAL_TEXT, description: "URL of the Okta organization." },
      { name: "OneLoginAuth", ...SWITCH, default: "Disabled", description: "Sign-in by OneLogin." },
      { name: "OneLoginClientId", ...OPTIONAL_TEXT, description: "OAuth client of OneLogin." },
      { name: "OneLoginClientSecret", ...SECRET, description: "Secret of the OAuth client of OneLogin." },
      { name: "OneLoginBaseUrl", ...OPTIONAL_TEXT, description: "URL of the OneLogin account." },
      { name: "AzureAuth", ...SWITCH, default: "Disabled", description: "Sign-in by Azure." },
      { name: "AzureClientId", ...OPTIONAL_TEXT, description: "OAuth client of Azure." },
      { name: "AzureClientSecret", ...SECRET, description: "Secret of the OAuth client of Azure." },
      { name: "AzureBaseUrl", ...OPTIONAL_TEXT, description: "URL of the Azure tenant." },
    ],
  },
  {
    group: "Beta features",
    rows: [
      { name: "ChunkedChecksums", ...SWITCH, default: "Enabled", description: "Checksums of objects in chunks." },
      declaredByIam("Qurator"),
    ],
  },
]);

/** Name of a parameter of the application. */
export type AppParameterName = (typeof APP_PARAMETERS)[number]["rows"][number]["name"];
