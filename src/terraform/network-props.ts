import type { IResolvable } from "cdktf";

/** The network that a deployment of Quilt runs in: a new one, or one that exists. */
export interface NetworkProps {
  /**
   * Whether to create a network, by the module terraform-aws-modules/vpc.
   *
   * @default - an existing network is used, and its parts must be given
   */
  readonly createNewVpc?: boolean | IResolvable;

  /**
   * Addresses of a new network, /16 to /24.
   *
   * @default - 10.0.0.0/16
   */
  readonly cidr?: string;

  /**
   * Id of an existing VPC.
   *
   * @default - that of the new network
   */
  readonly vpcId?: string;

  /**
   * Ids of 2 existing subnets without a way to the internet, for database and search.
   *
   * @default - those of the new network
   */
  readonly intraSubnets?: readonly string[];

  /**
   * Ids of 2 existing subnets that reach the public services of AWS, for the containers.
   *
   * @default - those of the new network
   */
  readonly privateSubnets?: readonly string[];

  /**
   * Ids of 2 existing public subnets for the load balancer of a deployment that is not internal.
   *
   * @default - those of the new network
   */
  readonly publicSubnets?: readonly string[];

  /**
   * Id of an existing security group that lets users in on ports 443 and 80.
   *
   * @default - a new group, which lets everybody in who reaches the load balancer
   */
  readonly userSecurityGroup?: string;

  /**
   * Ids of 2 existing subnets for the load balancer of an internal deployment.
   *
   * @default - the private subnets of the new network
   */
  readonly userSubnets?: readonly string[];

  /**
   * Id of an existing VPC endpoint of execute-api, for an internal deployment.
   *
   * @default - a new endpoint
   */
  readonly apiEndpoint?: string;
}
