import { parseArn } from "../../../aws";
import { findAction, findResourceType, findService } from "../../../policy";
import type { ServiceAction } from "../../../policy";
import { invalidInput, invalidResource } from "./faults";

/** The resources of a simulation, `*` where none is given; InvalidInput for what is no ARN. */
export function readResources(given: readonly string[] | undefined): readonly string[] {
  const resources = given === undefined || given.length === 0 ? ["*"] : given;
  for (const resource of resources) {
    // `*` stands alone.
    if (resource === "*" ? resources.length > 1 : parseArn(resource) === undefined) throw invalidResource(resource);
  }
  return resources;
}

/** InvalidInput for an action without a service, and for actions that AWS knows beside others on given resources. */
export function checkActions(actions: readonly string[], resources: readonly string[]): void {
  if (actions.some((action) => !action.includes(":"))) {
    throw invalidInput("The action is invalid since it is missing names");
  }
  if (resources[0] === "*") return;
  const known = actions.filter((action) => findAction(action) !== undefined);
  const unknown = actions.filter((action) => findAction(action) === undefined);
  if (known.length > 0 && unknown.length > 0) {
    // Observed in public error logs, with the link.
    throw invalidInput(
      `Invalid Input Actions: [${known.join(",")}] and [${unknown.join(",")}] require different authorization ` +
        "information. Please refer to the documentation for more details: " +
        "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html",
    );
  }
}

/**
 * Whether a known action can be about the resource; one that cannot is denied, whatever the policies say. Recorded: a
 * bucket passes for an object and the reverse; nothing is known of actions that AWS does not list.
 */
export function mayConcern(action: string, resource: string): boolean {
  const known = findAction(action);
  if (known === undefined || resource === "*") return true;
  const types = known.resourceTypes.map(({ type }) => type);
  if (findResourceType(resource, types) !== undefined) return true;
  const all = [...(findService(prefixOf(known))?.resourceTypes.values() ?? [])];
  const found = findResourceType(resource, all)?.name;
  return BUCKETS.includes(found ?? "") && prefixOf(known) === "s3" && types.some(({ name }) => BUCKETS.includes(name));
}

const BUCKETS = ["bucket", "object"];

/** Recorded: the ARN that stands for a service's resources where several are simulated. */
const SERVICE_TEMPLATES: Readonly<Record<string, string>> = {
  ec2: "arn:aws:ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}",
  iam: "arn:aws:iam::${Account}:${ResourceType}/${ResourceName}",
  kms: "arn:aws:kms:${Region}:${Account}:${ResourceType}/${Id}",
  lambda: "arn:aws:lambda:${Region}:${Account}:${ResourceType}:${ResourceId}",
  s3: "arn:aws:s3:::${BucketName}/${KeyName}",
  sqs: "arn:aws:sqs:${Region}:${Account}:${QueueName}",
  sts: "arn:aws:iam::${Account}:${RelativeId}",
};

/**
 * `EvalResourceName` of an action's result: the one resource itself, `*` for all, or the form of ARN that stands for several.
 * For services without a recorded form it is that of the action's first resource type in AWS's reference (unverified).
 */
export function describeResources(action: string, resources: readonly string[]): string {
  const [first = "*"] = resources;
  if (resources.length < 2) return first;
  const known = findAction(action);
  if (known === undefined) return "*";
  const template = SERVICE_TEMPLATES[prefixOf(known)] ?? known.resourceTypes[0]?.type.arnTemplate ?? "*";
  const partition = parseArn(first)?.partition ?? "aws";
  return template.replace(/^arn:(aws|\$\{Partition\}):/, `arn:${partition}:`);
}

function prefixOf({ name }: ServiceAction): string {
  return name.slice(0, name.indexOf(":"));
}
