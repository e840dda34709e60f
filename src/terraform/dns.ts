import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { Expression } from "./expression";
import { hcl } from "./expression";
import { countOf, isGiven } from "./presence";

/** DNS names of a deployment, in a zone of Route 53. */
export interface DnsProps {
  /** Id of the hosted zone. */
  readonly zoneId: string;

  /**
   * How long others may remember the names, in seconds.
   *
   * @default - 60
   */
  readonly ttl?: number;
}

export interface DnsInputs {
  readonly dns: DnsProps;
  /** The name that users know, `quilt.example.com`. */
  readonly webHost: Expression;
  /** Name of the load balancer. */
  readonly target: Expression;
}

/** Names of the catalogue, the registry and the proxy of S3: `quilt`, `quilt-registry` and `quilt-s3-proxy`. */
const SUFFIXES = { web: "", registry: "-registry", s3_proxy: "-s3-proxy" };

export function createNames(scope: Construct, { dns, webHost, target }: DnsInputs): void {
  const count = countOf(isGiven(scope, dns.zoneId));
  for (const [id, suffix] of Object.entries(SUFFIXES)) {
    new Route53Record(scope, `dns_${id}`, {
      zoneId: dns.zoneId,
      name: Token.asString(hcl`replace(${webHost}, "/^([^.]+)/", ${`$1${suffix}`})`),
      type: "CNAME",
      ttl: dns.ttl ?? 60,
      records: [Token.asString(target)],
      count,
    });
  }
}
