import type { ResourceHandler } from "./handler";
import { providerNeeds } from "./handler-needs";
import { textOf } from "./property";

/**
 * `Custom::*`, simulated: nothing is called, so what a provider would answer is made up. Any attribute can be asked for.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cfn-customresource.html
 */
export const customResource: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    // Unverified wording; the schema demands it too.
    if (textOf(properties, "ServiceToken") === undefined) {
      return { refused: "Property validation failure: [The property {/ServiceToken} is required]" };
    }
    await context.require(providerNeeds(properties));
    initiated(name);
    return { physicalId: name, attributes: {} };
  },

  async update({ context, properties, attributes }) {
    await context.require(providerNeeds(properties));
    return { attributes };
  },

  async delete({ context, properties }) {
    await context.require(providerNeeds(properties));
  },
};

/** What `Fn::GetAtt` of a custom resource yields here: a text that says where it comes from. */
export function customAttribute(logicalId: string, attribute: string): string {
  return `${logicalId}.${attribute}`;
}
