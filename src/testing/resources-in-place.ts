import { deployedArn, parseArn } from "../aws";
import type { Properties } from "../aws";
import { TemplateInPlace, holdsUnknown } from "../gates";
import type { DeployedStack } from "./deployment";

/** A deployed resource with the properties that it was made with. */
export interface ResourceInPlace {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Undefined where its physical id does not tell. */
  readonly arn: string | undefined;
  readonly properties: Properties;
}

/** The resources of all stacks, with references resolved by what the stacks have. */
export function resourcesInPlace(stacks: readonly DeployedStack[]): readonly ResourceInPlace[] {
  return stacks.flatMap((stack) => {
    const { region = "", account = "" } = parseArn(stack.id) ?? {};
    const own = new Map(stack.resources.map((resource) => [resource.logicalId, resource]));
    const inPlace = new TemplateInPlace(stack.template, {
      name: stack.name,
      id: stack.id,
      region,
      account,
      parameters: new Map(Object.entries(stack.parameters)),
      resources: own,
    });
    return inPlace.resources().flatMap(({ logicalId, type, properties }) => {
      const physicalId = own.get(logicalId)?.physicalId;
      if (physicalId === undefined) return [];
      const arn = deployedArn({ type, physicalId, properties, region, account });
      return [{ stack: stack.name, logicalId, type, arn, properties }];
    });
  });
}

/** Policies of resources that stand in a template of their own: whose they are, by what names it. */
const POLICY_TYPES: Readonly<Record<string, { readonly of: string; arnOf(reference: string): string | undefined }>> = {
  "AWS::S3::BucketPolicy": { of: "Bucket", arnOf: (name) => `arn:aws:s3:::${name}` },
  "AWS::SNS::TopicPolicy": { of: "Topics", arnOf: (arn) => arn },
  "AWS::SQS::QueuePolicy": { of: "Queues", arnOf: queueArn },
};

/** Documents of resource policies by the ARN of their resource; what could not be worked out is left out. */
export function resourcePolicies(resources: readonly ResourceInPlace[]): ReadonlyMap<string, string> {
  const policies = new Map<string, string>();
  for (const { type, properties } of resources) {
    const policyType = POLICY_TYPES[type];
    const { PolicyDocument: document } = properties;
    if (policyType === undefined || document === undefined || holdsUnknown(document)) continue;
    for (const reference of [properties[policyType.of]].flat()) {
      const arn = typeof reference === "string" ? policyType.arnOf(reference) : undefined;
      if (arn !== undefined) policies.set(arn, typeof document === "string" ? document : JSON.stringify(document));
    }
  }
  return policies;
}

/** `https://sqs.eu-west-1.amazonaws.com/123456789012/name` */
function queueArn(url: string): string | undefined {
  const [, region, account, name] = /^https:\/\/sqs\.([^.]+)\.[^/]+\/([0-9]{12})\/(.+)$/.exec(url) ?? [];
  return name === undefined ? undefined : `arn:aws:sqs:${region}:${account}:${name}`;
}
