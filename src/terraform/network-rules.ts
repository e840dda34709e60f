import type { TerraformCondition } from "cdktf";
import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { UserError } from "../base";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { nameOfInput } from "./find-variable";
import type { NetworkProps } from "./network-props";
import { both, choose, isGiven, not } from "./presence";
import type { Presence } from "./presence";

/** A part of an existing network, and the deployments that need it. */
interface NetworkPart {
  readonly name: keyof NetworkProps;
  readonly what: string;
  readonly neededBy: "every deployment" | "an internal deployment" | "a deployment that is not internal";
}

const PARTS: readonly NetworkPart[] = [
  { name: "vpcId", what: "the id of the VPC", neededBy: "every deployment" },
  { name: "intraSubnets", what: "2 subnets for database and search", neededBy: "every deployment" },
  { name: "privateSubnets", what: "2 subnets for the containers", neededBy: "every deployment" },
  {
    name: "publicSubnets",
    what: "2 public subnets for the load balancer",
    neededBy: "a deployment that is not internal",
  },
  { name: "userSecurityGroup", what: "the security group that lets users in", neededBy: "every deployment" },
  { name: "userSubnets", what: "2 subnets for the load balancer", neededBy: "an internal deployment" },
  { name: "apiEndpoint", what: "the VPC endpoint of execute-api", neededBy: "an internal deployment" },
];

/**
 * Checks that a network is described whole and without contradiction: a new one by nothing but its addresses, an
 * existing one by the parts that the deployment needs.
 *
 * @returns what only Terraform can check
 * @throws UserError `network-mismatch`, listing what is missing and what is too much
 */
export function checkNetwork(
  scope: Construct,
  network: NetworkProps,
  isNew: Presence,
  isInternal: Presence,
): TerraformCondition[] {
  const faults = PARTS.map((part) => faultOf(scope, network, part, isNew, isInternal));
  const known = faults.filter((fault) => typeof fault === "string" && fault !== "");
  if (known.length > 0) {
    throw new UserError("network-mismatch", `the network of ${scope.node.path} does not fit: ${known.join("; ")}`, {
      hint: "a new network (createNewVpc) takes a cidr only; an existing one takes the parts that the deployment needs",
      at: { path: scope.node.path.split("/") },
    });
  }
  const open = faults.filter((fault) => typeof fault !== "string");
  if (open.length === 0) return [];
  const { fqn } = new TerraformLocal(scope, "network_faults", hcl`compact(${open})`);
  return [
    {
      condition: hcl`length(${fqn}) == 0`,
      errorMessage: `The network does not fit: ${hcl`join("; ", ${fqn})`}. A new network takes a CIDR block only; an existing one takes the parts that the deployment needs.`,
    },
  ];
}

/** What is wrong with a part, or "". */
function faultOf(
  scope: Construct,
  network: NetworkProps,
  { name, what, neededBy }: NetworkPart,
  isNew: Presence,
  isInternal: Presence,
): string | Expression {
  const value = network[name];
  const input = nameOfInput(scope, name, value);
  const isNeeded = both(not(isNew), isNeededBy(neededBy, isInternal));
  const given = isGiven(scope, value);
  const isMissing = both(isNeeded, not(given));
  const isTooMuch = both(not(isNeeded), given);
  const missing = `${input} is missing (${what}: ${neededBy} in an existing network needs it)`;
  // "every" says who needs a part; who alone takes it is "a deployment".
  const takenBy = neededBy === "every deployment" ? "a deployment" : neededBy;
  const tooMuch = `${input} is too much (only ${takenBy} in an existing network takes it)`;
  if (typeof isMissing === "boolean" && typeof isTooMuch === "boolean") {
    return isMissing ? missing : isTooMuch ? tooMuch : "";
  }
  return choose(isMissing, missing, choose(isTooMuch, tooMuch, ""));
}

function isNeededBy(neededBy: NetworkPart["neededBy"], isInternal: Presence): Presence {
  switch (neededBy) {
    case "every deployment":
      return true;
    case "an internal deployment":
      return isInternal;
    case "a deployment that is not internal":
      return not(isInternal);
    default:
      return neededBy satisfies never;
  }
}
