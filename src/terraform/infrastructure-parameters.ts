import { Token } from "cdktf";
import type { ExistingDatabase } from "./database";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import type { TextMap } from "./merge-maps";
import type { Network } from "./network";
import { choose } from "./presence";
import type { Presence } from "./presence";
import type { ExistingSearch } from "./search";

export interface Infrastructure {
  readonly isInternal: Presence;
  readonly network: Network;
  readonly database: ExistingDatabase;
  readonly search: ExistingSearch;
  readonly adminPassword: string;
}

/** Parameters of the Quilt template that say what it runs on: those of every deployment, and those of this kind. */
export function infrastructureParameters(infrastructure: Infrastructure): (TextMap | Expression)[] {
  const { isInternal, network, database, search, adminPassword } = infrastructure;
  const joined = (subnets: Expression): string => Token.asString(hcl`join(",", ${subnets})`);
  const common = {
    VPC: Token.asString(network.vpcId),
    Subnets: joined(network.privateSubnets),
    UserSecurityGroup: Token.asString(network.userSecurityGroup),
    DBUrl: database.url,
    DBAccessorSecurityGroup: database.accessorSecurityGroup,
    SearchDomainEndpoint: search.domainEndpoint,
    SearchDomainArn: search.domainArn,
    SearchClusterAccessorSecurityGroup: search.accessorSecurityGroup,
    AdminPassword: adminPassword,
  };
  const internal = {
    UserSubnets: joined(network.userSubnets),
    ApiGatewayVPCEndpoint: Token.asString(network.apiEndpoint),
  };
  const open = { PublicSubnets: joined(network.publicSubnets) };
  return [
    common,
    typeof isInternal === "boolean" ? (isInternal ? internal : open) : choose(isInternal, internal, open),
  ];
}
