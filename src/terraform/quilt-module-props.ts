import type { IResolvable } from "cdktf";
import type { DatabaseProps, ExistingDatabase } from "./database";
import type { DnsProps } from "./dns";
import type { NetworkProps } from "./network-props";
import type { ExistingSearch, SearchProps } from "./search";

/**
 * What a deployment of Quilt is made of.
 *
 * An input that is left out and a Terraform variable that is null are the same.
 */
export interface QuiltModuleProps {
  /** Name of the application stack and prefix of the rest: at most 20 lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;

  /** Whether the load balancer is reached from inside the network only. */
  readonly internal: boolean | IResolvable;

  /** The network. */
  readonly network: NetworkProps;

  /**
   * Parameters of the application stack, by name. They win over those for IAM, and these over those for the infrastructure.
   *
   * @default - those for IAM and for the infrastructure only
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * File with the application's template, which is uploaded to a bucket of the deployment.
   *
   * @default - templateUrl is taken
   */
  readonly templateFile?: string;

  /**
   * HTTPS URL of the application's template in S3, instead of a file.
   *
   * @default - templateFile is taken
   */
  readonly templateUrl?: string;

  /**
   * HTTPS URL of the IAM template in S3. With it, IAM has a stack of its own, and the application's template is to take
   * the ARNs as parameters.
   *
   * @default - roles and policies stand in the application's template
   */
  readonly iamTemplateUrl?: string;

  /**
   * File with the IAM template, instead of a URL; it is uploaded beside the application's template.
   *
   * @default - iamTemplateUrl decides
   */
  readonly iamTemplateFile?: string;

  /**
   * Name of the IAM stack.
   *
   * @default - `{name}-iam`
   */
  readonly iamStackName?: string;

  /**
   * Parameters of the IAM stack, by name.
   *
   * @default - the template's defaults
   */
  readonly iamParameters?: { readonly [name: string]: string };

  /**
   * Tags of the IAM stack, beside `tags`.
   *
   * @default - `tags` only
   */
  readonly iamTags?: { readonly [name: string]: string };

  /**
   * Roles of the IAM template, each with an output `{Name}Arn` that becomes parameter `{Name}`.
   *
   * @default - the 24 roles of the Quilt catalogue
   */
  readonly iamRoleNames?: readonly string[];

  /**
   * Managed policies of the IAM template, each with an output `{Name}Arn` that becomes parameter `{Name}`.
   *
   * @default - the 8 managed policies of the Quilt catalogue
   */
  readonly iamPolicyNames?: readonly string[];

  /**
   * Whether new versions of templates at the same URL update the stacks. It takes s3:GetObject and, in a bucket with
   * versioning, s3:GetObjectVersion.
   *
   * @default - they do, where the bucket keeps versions
   */
  readonly followTemplates?: boolean | IResolvable;

  /**
   * Password of Quilt's administrator, 8 to 64 characters.
   *
   * @default - a random one, which takes the provider hashicorp/random
   */
  readonly adminPassword?: string;

  /**
   * The new database, where `existingDatabase` is not given.
   *
   * @default - a database as DatabaseProps says
   */
  readonly database?: DatabaseProps;

  /**
   * A database that exists.
   *
   * @default - a new one
   */
  readonly existingDatabase?: ExistingDatabase;

  /**
   * The new search domain, where `existingSearch` is not given.
   *
   * @default - a domain as SearchProps says
   */
  readonly search?: SearchProps;

  /**
   * A search domain that exists.
   *
   * @default - a new one
   */
  readonly existingSearch?: ExistingSearch;

  /**
   * Names in Route 53. They are made of parameter QuiltWebHost and point to the stack's output LoadBalancerDNSName.
   *
   * @default - no names
   */
  readonly dns?: DnsProps;

  /**
   * ARNs of topics that hear of the application stack's events.
   *
   * @default - nobody hears
   */
  readonly stackNotificationArns?: readonly string[];

  /**
   * How long the application stack may take to be created.
   *
   * @default - 30m
   */
  readonly createTimeout?: string;

  /**
   * How long it may take to be updated.
   *
   * @default - 1h
   */
  readonly updateTimeout?: string;

  /**
   * How long it may take to be deleted.
   *
   * @default - 1h30m
   */
  readonly deleteTimeout?: string;

  /**
   * What becomes of an application stack that cannot be created: DO_NOTHING, ROLLBACK or DELETE. It is read once.
   *
   * @default - ROLLBACK
   */
  readonly onFailure?: string;

  /**
   * Tags of both stacks and of everything that is created beside them.
   *
   * @default - no tags
   */
  readonly tags?: { readonly [name: string]: string };
}
