/** What whoever owns the roles decides, in both patterns. */
export interface QuiltIamOptions {
  /**
   * Path of the roles and policies, for example `/engineering/`. Those that the registry finds by path, and the policies
   * that it creates, stay under `/quilt/{app stack name}/{region}/`.
   *
   * @default - `/`
   */
  readonly path?: string;

  /**
   * Account ids, or ARNs of users and roles, that may assume the registry's role and the roles of users beside the
   * registry itself: for tests and support.
   *
   * @default - nobody else may assume them
   */
  readonly extraTrustedPrincipals?: string[];

  /**
   * ARNs of managed policies to attach in addition, by the name of the role. IAM lets a role attach 10 unless the quota
   * is raised: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   *
   * @default - roles attach what the catalogue declares
   */
  readonly extraManagedPolicies?: { [roleName: string]: string[] };

  /**
   * Whether users may call Amazon Bedrock, for the Qurator assistant. Becomes the default of the parameter Qurator.
   *
   * @default - false, unless the parameter says otherwise at deployment
   */
  readonly qurator?: boolean;

  /**
   * ARN of the search domain. Becomes the default of the parameter SearchDomainArn.
   *
   * @default - the parameter has no default: a deployment must give it
   */
  readonly searchDomainArn?: string;

  /**
   * Name of the bucket with the CloudTrail events of the catalogued buckets. Becomes the default of the parameter
   * CloudTrailBucket.
   *
   * @default - the parameter has no default: a deployment must give it
   */
  readonly cloudTrailBucket?: string;

  /**
   * ARN of the load balancer's certificate. Becomes the default of the parameter CertificateArnELB.
   *
   * @default - the parameter has no default: a deployment must give it
   */
  readonly certificateArnElb?: string;

  /**
   * ARNs of up to five managed policies for the roles of users. Becomes the default of the parameter
   * ManagedUserRoleExtraPolicies.
   *
   * @default - none, unless the parameter says otherwise at deployment
   */
  readonly managedUserRoleExtraPolicies?: string[];
}
