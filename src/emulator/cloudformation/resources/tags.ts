import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import type { StackRow, Tag } from "../stack";
import type { UpdateRequest } from "./handler";
import { mapsOf, textOf } from "./property";

/**
 * Tags of a resource: the stack's, then its own, which win. CloudFormation puts none of its `aws:cloudformation:*` tags on
 * IAM resources.
 */
export function tagsOf(stack: Pick<StackRow, "tags">, properties: TemplateMap): Tag[] | undefined {
  const tags = new Map(stack.tags.map((tag) => [tag.Key, tag.Value]));
  for (const tag of mapsOf(properties, "Tags")) tags.set(textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? "");
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** How the tags of a kind of IAM entity are changed. */
const TAG_OPERATIONS = {
  Role: { nameMember: "RoleName", tag: "TagRole", untag: "UntagRole" },
  User: { nameMember: "UserName", tag: "TagUser", untag: "UntagUser" },
  OIDCProvider: {
    nameMember: "OpenIDConnectProviderArn",
    tag: "TagOpenIDConnectProvider",
    untag: "UntagOpenIDConnectProvider",
  },
  SAMLProvider: { nameMember: "SAMLProviderArn", tag: "TagSAMLProvider", untag: "UntagSAMLProvider" },
  ServerCertificate: {
    nameMember: "ServerCertificateName",
    tag: "TagServerCertificate",
    untag: "UntagServerCertificate",
  },
  VirtualMFADevice: { nameMember: "SerialNumber", tag: "TagMFADevice", untag: "UntagMFADevice" },
} as const;

/** Tags an entity as its stack and its properties say, and takes away what they said before. */
export async function updateTags(kind: keyof typeof TAG_OPERATIONS, request: UpdateRequest): Promise<void> {
  const { context, stack, properties, previous, formerTags, physicalId } = request;
  const { nameMember, tag, untag } = TAG_OPERATIONS[kind];
  const wanted = tagsOf(stack, properties) ?? [];
  const former = previous.flatMap((before) => tagsOf({ tags: formerTags }, before) ?? []);
  const keys = new Set(wanted.map(({ Key }) => Key));
  const gone = [...new Set(former.map(({ Key }) => Key))].filter((key) => !keys.has(key));
  const call = (operation: string, input: object): ReturnType<OperationContext["invoke"]> =>
    context.invoke("iam", operation, { [nameMember]: physicalId, ...input });
  if (gone.length > 0) await call(untag, { TagKeys: gone });
  if (wanted.length > 0) await call(tag, { Tags: wanted });
}
