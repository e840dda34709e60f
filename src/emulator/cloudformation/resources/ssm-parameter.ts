import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import type { StackRow, Tag } from "../stack";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { textOf } from "./property";

/** AWS::SSM::Parameter — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html */
export const ssmParameter: ResourceHandler = {
  async create({ context, stack, properties, name, identity, initiated }) {
    await context.invoke("ssm", "PutParameter", {
      Name: name,
      Type: textOf(properties, "Type"),
      Value: textOf(properties, "Value"),
      Description: textOf(properties, "Description"),
      AllowedPattern: textOf(properties, "AllowedPattern"),
      DataType: textOf(properties, "DataType"),
      Tier: textOf(properties, "Tier"),
      Policies: textOf(properties, "Policies"),
      Tags: tagsOf(stack, properties),
    });
    initiated(name);
    return { physicalId: name, attributes: identity.attributes };
  },

  async delete({ context, physicalId }) {
    await deleted(context.invoke("ssm", "DeleteParameter", { Name: physicalId }));
  },
};

/** The stack's tags, then its own, which win. This type's are a map, not a list. */
function tagsOf(stack: StackRow, properties: TemplateMap): Tag[] | undefined {
  const tags = new Map(stack.tags.map((tag) => [tag.Key, tag.Value]));
  const own = properties["Tags"];
  if (isMap(own)) for (const key of Object.keys(own)) tags.set(key, textOf(own, key) ?? "");
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}
