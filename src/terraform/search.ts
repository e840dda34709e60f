import { ElasticsearchDomain } from "@cdktf/provider-aws/lib/elasticsearch-domain";
import { Token } from "cdktf";
import type { IResolvable, TerraformCondition } from "cdktf";
import type { Construct } from "constructs";
import { createAccess } from "./access";
import { checkInputs } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import type { Network } from "./network";
import { hcl } from "./expression";
import { choose, isOn } from "./presence";

/** A new Elasticsearch domain. */
export interface SearchProps {
  /**
   * DISABLED or ENABLED.
   *
   * @default - DISABLED
   */
  readonly autoTuneDesiredState?: string;

  /**
   * Number of data nodes.
   *
   * @default - 2
   */
  readonly instanceCount?: number;

  /**
   * Type of the data nodes.
   *
   * @default - m6g.xlarge.elasticsearch
   */
  readonly instanceType?: string;

  /**
   * Whether there are master nodes of their own.
   *
   * @default - there are
   */
  readonly dedicatedMasterEnabled?: boolean | IResolvable;

  /**
   * Number of master nodes.
   *
   * @default - 3
   */
  readonly dedicatedMasterCount?: number;

  /**
   * Type of the master nodes.
   *
   * @default - m6g.large.elasticsearch
   */
  readonly dedicatedMasterType?: string;

  /**
   * Whether the nodes stand in two availability zones.
   *
   * @default - they do
   */
  readonly zoneAwarenessEnabled?: boolean | IResolvable;

  /**
   * Size of each data node's volume, in GiB.
   *
   * @default - 1024
   */
  readonly volumeSize?: number;

  /**
   * Type of the volumes: gp2, gp3 or io1.
   *
   * @default - gp2
   */
  readonly volumeType?: string;

  /**
   * Input and output operations per second of a gp3 volume: 3000 or more.
   *
   * @default - those that come with the volume
   */
  readonly volumeIops?: number;

  /**
   * Throughput of a gp3 volume, in MiB/s.
   *
   * @default - that which comes with the volume
   */
  readonly volumeThroughput?: number;
}

/** An Elasticsearch domain that exists. */
export interface ExistingSearch {
  /** Host name, without https://. */
  readonly domainEndpoint: string;
  /** ARN of the domain. */
  readonly domainArn: string;
  /** Id of the security group that may reach it. */
  readonly accessorSecurityGroup: string;
}

export interface SearchInputs {
  readonly name: string;
  readonly network: Network;
  readonly search: SearchProps;
  readonly tags: { readonly [name: string]: string };
}

/** A new domain, which nothing but its accessors' security group reaches. */
export function createSearch(scope: Construct, { name, network, search, tags }: SearchInputs): ExistingSearch {
  const precondition: TerraformCondition[] = checkInputs(scope, [
    { name: "volumeIops", value: search.volumeIops, rule: INPUT_RULES.iops },
  ]);
  const what = "the search domain of Quilt";
  const { server, accessor } = createAccess(scope, "search", {
    name: `${name}-search`,
    what,
    port: 443,
    vpcId: network.vpcId,
    tags,
  });
  const isZoned = isOn(search.zoneAwarenessEnabled, true);
  const domain = new ElasticsearchDomain(scope, "search_domain", {
    domainName: name,
    elasticsearchVersion: "7.10",
    clusterConfig: {
      instanceCount: search.instanceCount ?? 2,
      instanceType: search.instanceType ?? "m6g.xlarge.elasticsearch",
      dedicatedMasterEnabled: search.dedicatedMasterEnabled ?? true,
      dedicatedMasterCount: search.dedicatedMasterCount ?? 3,
      dedicatedMasterType: search.dedicatedMasterType ?? "m6g.large.elasticsearch",
      zoneAwarenessEnabled: search.zoneAwarenessEnabled ?? true,
    },
    autoTuneOptions: { desiredState: search.autoTuneDesiredState ?? "DISABLED" },
    domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
    ebsOptions: {
      ebsEnabled: true,
      volumeSize: search.volumeSize ?? 1024,
      volumeType: search.volumeType ?? "gp2",
      iops: search.volumeIops,
      throughput: search.volumeThroughput,
    },
    encryptAtRest: { enabled: true },
    nodeToNodeEncryption: { enabled: true },
    vpcOptions: {
      // A domain in one zone takes one subnet.
      subnetIds: Token.asList(choose(isZoned, network.intraSubnets, hcl`slice(${network.intraSubnets}, 0, 1)`)),
      securityGroupIds: [server.id],
    },
    tags,
    lifecycle: { precondition },
  });
  return { domainEndpoint: domain.endpoint, domainArn: domain.arn, accessorSecurityGroup: accessor.id };
}
