import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformHclModule, Token } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { hcl, raw } from "./expression";
import type { Expression } from "./expression";
import { VPC_MODULE } from "./module-sources";
import { attributeOf, both, choose, countOf } from "./presence";
import type { Presence } from "./presence";

export interface VpcInputs {
  readonly name: string;
  readonly cidr: string;
  readonly isNew: Presence;
  readonly isInternal: Presence;
  readonly tags: { readonly [name: string]: string };
}

/** What a new network consists of. */
export interface Vpc {
  readonly vpcId: Expression;
  readonly intraSubnets: Expression;
  readonly privateSubnets: Expression;
  readonly publicSubnets: Expression;
  readonly userSecurityGroup: Expression;
  readonly apiEndpoint: Expression;
  readonly parts: readonly ITerraformDependable[];
}

/** A network over two availability zones, with a way to S3 and, for internal deployments, to API Gateway. */
export function createVpc(scope: Construct, inputs: VpcInputs): Vpc {
  const vpc = createSubnets(scope, inputs);
  const output = (name: string): Expression => hcl`${vpc.fqn}.${raw(name)}`;
  const group = createUserSecurityGroup(scope, inputs, Token.asString(output("vpc_id")));
  const userSecurityGroup = attributeOf(group, inputs.isNew, "id");
  const { gateway, api, hasApi } = createEndpoints(scope, inputs, output, userSecurityGroup);
  return {
    vpcId: output("vpc_id"),
    intraSubnets: output("intra_subnets"),
    privateSubnets: output("private_subnets"),
    publicSubnets: output("public_subnets"),
    userSecurityGroup,
    apiEndpoint: attributeOf(api, hasApi, "id"),
    // A container that starts before its subnet has a way out cannot pull its image.
    parts: [vpc, gateway, api],
  };
}

/** Of each zone's half of the addresses, 1/2 is private, 1/4 public, 1/8 without a way out and 1/8 spare. */
function createSubnets(scope: Construct, { name, cidr, isNew, tags }: VpcInputs): TerraformHclModule {
  const zones = new DataAwsAvailabilityZones(scope, "zones", { state: "available", count: countOf(isNew) });
  const blocks = (bits: number, index: number): Expression =>
    hcl`[for half in [0, 1] : cidrsubnet(cidrsubnet(${cidr}, 1, half), ${bits}, ${index})]`;
  return new TerraformHclModule(scope, "vpc", {
    ...VPC_MODULE,
    variables: {
      create_vpc: hcl`${isNew}`,
      name,
      cidr,
      azs: choose(isNew, hcl`slice(${attributeOf(zones, isNew, "names")}, 0, 2)`, []),
      private_subnets: blocks(1, 0),
      public_subnets: blocks(2, 2),
      intra_subnets: blocks(3, 6),
      enable_ipv6: true,
      public_subnet_ipv6_prefixes: [0, 1],
      private_subnet_ipv6_prefixes: [2, 3],
      intra_subnet_ipv6_prefixes: [4, 5],
      public_subnet_assign_ipv6_address_on_creation: true,
      private_subnet_assign_ipv6_address_on_creation: true,
      intra_subnet_assign_ipv6_address_on_creation: true,
      // DNS64 breaks what has IPv4 only, such as VPC endpoints.
      public_subnet_enable_dns64: false,
      private_subnet_enable_dns64: false,
      intra_subnet_enable_dns64: false,
      enable_dns_hostnames: true,
      enable_dns_support: true,
      enable_nat_gateway: true,
      one_nat_gateway_per_az: true,
      tags,
    },
  });
}

/** Lets everybody in who reaches the load balancer or the endpoint: from the internet only where they are public. */
function createUserSecurityGroup(scope: Construct, { name, isNew, tags }: VpcInputs, vpcId: string): SecurityGroup {
  const group = new SecurityGroup(scope, "user_ingress", {
    name: `${name}-user-ingress`,
    description: "For the load balancer of Quilt and its API endpoint",
    vpcId,
    count: countOf(isNew),
    tags,
  });
  const rule = { securityGroupId: Token.asString(attributeOf(group, isNew, "id")), cidrIpv4: "0.0.0.0/0" };
  for (const port of [80, 443]) {
    const range = { fromPort: port, toPort: port, ipProtocol: "tcp" };
    new VpcSecurityGroupIngressRule(scope, `user_ingress_${port}`, { ...rule, ...range, count: countOf(isNew) });
  }
  return group;
}

function createEndpoints(
  scope: Construct,
  { isNew, isInternal, tags }: VpcInputs,
  output: (name: string) => Expression,
  securityGroup: Expression,
): { readonly gateway: VpcEndpoint; readonly api: VpcEndpoint; readonly hasApi: Presence } {
  const region = new DataAwsRegion(scope, "region", { count: countOf(isNew) });
  // By `id`: version 6 of the provider deprecates `name`, and version 5 knows no `region`.
  const common = (service: string) => ({
    vpcId: Token.asString(output("vpc_id")),
    serviceName: `com.amazonaws.${attributeOf(region, isNew, "id").toString()}.${service}`,
    tags,
  });
  const hasApi = both(isNew, isInternal);
  const gateway = new VpcEndpoint(scope, "s3_endpoint", {
    ...common("s3"),
    vpcEndpointType: "Gateway",
    routeTableIds: Token.asList(hcl`concat(${output("public_route_table_ids")}, ${output("private_route_table_ids")})`),
    count: countOf(isNew),
  });
  const api = new VpcEndpoint(scope, "api_endpoint", {
    ...common("execute-api"),
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: Token.asList(output("private_subnets")),
    securityGroupIds: [Token.asString(securityGroup)],
    count: typeof hasApi === "boolean" ? Number(hasApi) : countOf(hasApi),
  });
  return { gateway, api, hasApi };
}
