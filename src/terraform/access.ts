import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { Expression } from "./expression";

export interface AccessInputs {
  /** Prefix of the groups' names. */
  readonly name: string;
  readonly what: string;
  readonly port: number;
  readonly vpcId: Expression;
  readonly tags: { readonly [name: string]: string };
}

/** Two security groups: what has the one reaches a port of what has the other, and nothing else does. */
export function createAccess(
  scope: Construct,
  id: string,
  inputs: AccessInputs,
): Record<"server" | "accessor", SecurityGroup> {
  const { name, what, port, tags } = inputs;
  const vpcId = Token.asString(inputs.vpcId);
  const server = new SecurityGroup(scope, id, { name, description: `For ${what}`, vpcId, tags });
  const accessor = new SecurityGroup(scope, `${id}_accessor`, {
    name: `${name}-accessor`,
    description: `For what needs access to ${what}`,
    vpcId,
    tags,
  });
  const range = { fromPort: port, toPort: port, ipProtocol: "tcp" };
  new VpcSecurityGroupIngressRule(scope, `${id}_ingress`, {
    securityGroupId: server.id,
    referencedSecurityGroupId: accessor.id,
    ...range,
  });
  new VpcSecurityGroupEgressRule(scope, `${id}_egress`, {
    securityGroupId: accessor.id,
    referencedSecurityGroupId: server.id,
    ...range,
  });
  return { server, accessor };
}
