import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import type { StackRow, Tag } from "../stack";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { isChanged, textOf } from "./property";

/** AWS::SSM::Parameter — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html */
export const ssmParameter: ResourceHandler = {
  async create({ context, stack, properties, name, identity, initiated }) {
    await context.invoke("ssm", "PutParameter", { ...parameterOf(name, properties), Tags: tagsOf(stack, properties) });
    initiated(name);
    return { physicalId: name, attributes: identity.attributes };
  },

  async update(request) {
    const { context, stack, properties, previous, formerTags, physicalId, attributes } = request;
    if (PARAMETER_MEMBERS.some((member) => isChanged(request, member))) {
      await context.invoke("ssm", "PutParameter", { ...parameterOf(physicalId, properties), Overwrite: true });
    }
    // Overwriting takes no tags.
    const resource = { ResourceType: "Parameter", ResourceId: physicalId };
    const wanted = tagsOf(stack, properties) ?? [];
    const keys = new Set(wanted.map(({ Key }) => Key));
    const former = previous.flatMap((before) => tagsOf({ tags: formerTags }, before) ?? []).map(({ Key }) => Key);
    const gone = [...new Set(former)].filter((key) => !keys.has(key));
    if (gone.length > 0) await context.invoke("ssm", "RemoveTagsFromResource", { ...resource, TagKeys: gone });
    if (wanted.length > 0) await context.invoke("ssm", "AddTagsToResource", { ...resource, Tags: wanted });
    return { attributes };
  },

  async delete({ context, physicalId }) {
    await deleted(context.invoke("ssm", "DeleteParameter", { Name: physicalId }));
  },
};

const PARAMETER_MEMBERS = ["Type", "Value", "Description", "AllowedPattern", "DataType", "Tier", "Policies"] as const;

function parameterOf(name: string, properties: TemplateMap): object {
  return {
    Name: name,
    ...Object.fromEntries(PARAMETER_MEMBERS.map((member) => [member, textOf(properties, member)])),
  };
}

/** The stack's tags, then its own, which win. This type's are a map, not a list. */
function tagsOf(stack: Pick<StackRow, "tags">, properties: TemplateMap): Tag[] | undefined {
  const tags = new Map(stack.tags.map((tag) => [tag.Key, tag.Value]));
  const own = properties["Tags"];
  if (isMap(own)) for (const key of Object.keys(own)) tags.set(key, textOf(own, key) ?? "");
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}
