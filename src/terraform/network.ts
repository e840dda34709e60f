import type { ITerraformDependable, TerraformCondition } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { checkInputs } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import type { NetworkProps } from "./network-props";
import { checkNetwork } from "./network-rules";
import { createVpc } from "./new-vpc";
import { choose, isOn } from "./presence";
import type { Presence } from "./presence";

/** A network, new or not. */
export interface Network {
  readonly vpcId: Expression;
  readonly intraSubnets: Expression;
  readonly privateSubnets: Expression;
  readonly publicSubnets: Expression;
  readonly userSecurityGroup: Expression;
  readonly userSubnets: Expression;
  readonly apiEndpoint: Expression;
  /** What must be there before anything runs in it. */
  readonly parts: readonly ITerraformDependable[];
  /** What Terraform is to check. */
  readonly conditions: readonly TerraformCondition[];
}

export interface NetworkInputs {
  readonly name: string;
  readonly isInternal: Presence;
  readonly network: NetworkProps;
  readonly tags: { readonly [name: string]: string };
}

/** The network as it is, or a new one. */
export function createNetwork(scope: Construct, inputs: NetworkInputs): Network {
  const { network, isInternal } = inputs;
  const isNew = isOn(network.createNewVpc, false);
  const conditions = [
    ...checkInputs(scope, [
      { name: "cidr", value: network.cidr, rule: INPUT_RULES.cidr },
      { name: "intraSubnets", value: network.intraSubnets, rule: INPUT_RULES.twoSubnets },
      { name: "privateSubnets", value: network.privateSubnets, rule: INPUT_RULES.twoSubnets },
      { name: "publicSubnets", value: network.publicSubnets, rule: INPUT_RULES.twoSubnets },
      { name: "userSubnets", value: network.userSubnets, rule: INPUT_RULES.twoSubnets },
    ]),
    ...checkNetwork(scope, network, isNew, isInternal),
  ];
  const existing = {
    vpcId: hcl`${network.vpcId}`,
    intraSubnets: hcl`${network.intraSubnets}`,
    privateSubnets: hcl`${network.privateSubnets}`,
    publicSubnets: hcl`${network.publicSubnets}`,
    userSecurityGroup: hcl`${network.userSecurityGroup}`,
    userSubnets: hcl`${network.userSubnets}`,
    apiEndpoint: hcl`${network.apiEndpoint}`,
  };
  if (isNew === false) return { ...existing, parts: [], conditions };
  const created = createVpc(scope, { ...inputs, cidr: network.cidr ?? "10.0.0.0/16", isNew });
  return {
    vpcId: choose(isNew, created.vpcId, existing.vpcId),
    intraSubnets: choose(isNew, created.intraSubnets, existing.intraSubnets),
    privateSubnets: choose(isNew, created.privateSubnets, existing.privateSubnets),
    publicSubnets: choose(isNew, created.publicSubnets, existing.publicSubnets),
    userSecurityGroup: choose(isNew, created.userSecurityGroup, existing.userSecurityGroup),
    userSubnets: choose(isNew, created.privateSubnets, existing.userSubnets),
    apiEndpoint: choose(isNew, created.apiEndpoint, existing.apiEndpoint),
    parts: created.parts,
    conditions,
  };
}
