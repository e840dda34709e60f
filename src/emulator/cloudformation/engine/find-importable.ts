import { identifyResource, resourceSchema } from "../../../aws";
import type { TemplateMap } from "../../../template";
import { unlessMissing } from "../drift/unless-missing";
import { handlerOf, isReal } from "../resources/handlers";
import { readPolicyAttributes } from "../resources/iam-managed-policy";
import { readSamlProviderAttributes } from "../resources/iam-saml-provider";
import { bucketAttributes } from "../resources/s3-bucket";
import type { OperationContext } from "../../operation";
import type { CreatedResource } from "../resources/handler";
import { simulatedResource } from "../resources/simulated-resource";
import type { StackRow } from "../stack";

/** A resource that is to become a stack's, as CreateChangeSet names it. */
export interface ImportTarget {
  readonly logicalId: string;
  readonly type: string;
  /** Values of the properties that tell it from others of its type. */
  readonly identifier: Readonly<Record<string, string>>;
}

/** Values of the identifier as CloudFormation writes them together. */
export function physicalIdOf({ identifier }: ImportTarget): string {
  return Object.values(identifier).join("|");
}

/** What is looked for, and on whose behalf. */
export interface ImportRequest {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly target: ImportTarget;
  /** Evaluated. */
  readonly properties: TemplateMap;
}

type Attributes = CreatedResource["attributes"];
type Finder = (context: OperationContext, identifier: string, request: ImportRequest) => Promise<Attributes>;

/** Answers of IAM with the attributes of a named entity. */
function entity(kind: string, attributes: readonly string[]): Finder {
  return async (context, name) => {
    const output = await context.invoke<Record<string, Record<string, string>>>("iam", `Get${kind}`, {
      [`${kind}Name`]: name,
    });
    const found = output[kind] ?? {};
    return Object.fromEntries(attributes.map((attribute) => [attribute, found[attribute] ?? ""]));
  };
}

/** The types of this emulator's services that have one identifier; what is missing rejects. */
const REAL: Readonly<Record<string, Finder>> = {
  "AWS::IAM::Group": entity("Group", ["Arn"]),
  "AWS::IAM::InstanceProfile": entity("InstanceProfile", ["Arn"]),
  "AWS::IAM::ManagedPolicy": readPolicyAttributes,
  "AWS::IAM::OIDCProvider": async (context, arn) => {
    await context.invoke("iam", "GetOpenIDConnectProvider", { OpenIDConnectProviderArn: arn });
    return { Arn: arn };
  },
  "AWS::IAM::Role": entity("Role", ["Arn", "RoleId"]),
  "AWS::IAM::SAMLProvider": readSamlProviderAttributes,
  "AWS::IAM::ServiceLinkedRole": entity("Role", ["RoleName"]),
  "AWS::IAM::User": entity("User", ["Arn"]),
  "AWS::S3::Bucket": async (context, bucket) => {
    await context.invoke("s3", "HeadBucket", { Bucket: bucket });
    return bucketAttributes(context, bucket);
  },
  "AWS::S3::BucketPolicy": async (context, bucket) => {
    await context.invoke("s3", "GetBucketPolicy", { Bucket: bucket });
    return {};
  },
  "AWS::SSM::Parameter": async (context, name, request) => {
    await context.invoke("ssm", "GetParameter", { Name: name });
    return identify(request).attributes;
  },
};

/** Whether resources of a type can be found at all; of simulated ones those are that a stack retained. */
export function isImportable(type: string): boolean {
  if (isReal(type)) return Object.hasOwn(REAL, type);
  return handlerOf(type) === simulatedResource && identifiersOf(type).length > 0;
}

/** The properties that identify a resource of a type. */
export function identifiersOf(type: string): readonly string[] {
  return (resourceSchema(type)?.primaryIdentifier ?? []).map((pointer) => pointer.split("/").at(-1) ?? pointer);
}

/** A resource that is there, with the name that it occupies. */
export interface FoundResource extends CreatedResource {
  readonly name: string;
}

/** Finds a resource by its identifier; undefined where there is none. A simulated one is found if its name can be known. */
export async function findImportable(request: ImportRequest): Promise<FoundResource | undefined> {
  const { context, target } = request;
  const identity = identify(request);
  const find = Object.hasOwn(REAL, target.type) ? REAL[target.type] : undefined;
  if (find === undefined) {
    const { name, ref, attributes } = identity;
    const isMeant = Object.entries(target.identifier).every(
      ([property, value]) => (request.properties[property] ?? attributes[property] ?? ref) === value,
    );
    return isMeant ? { name, physicalId: ref, ref, attributes } : undefined;
  }
  const [physicalId = ""] = Object.values(target.identifier);
  const attributes = await unlessMissing(find(context, physicalId, request));
  if (attributes === undefined) return undefined;
  const name = target.type === "AWS::IAM::ManagedPolicy" ? (physicalId.split("/").at(-1) ?? physicalId) : physicalId;
  return { name, physicalId, ref: physicalId, attributes };
}

/** The identity that the properties give, nothing being left to chance. */
function identify({ context, stack, target, properties }: ImportRequest): ReturnType<typeof identifyResource> {
  return identifyResource(target.type, {
    stackName: stack.name,
    logicalId: target.logicalId,
    properties: { ...target.identifier, ...properties },
    region: context.region,
    account: context.caller.accountId,
    random: { text: (length, alphabet) => (alphabet[0] ?? "0").repeat(length) },
  });
}
