import type { ResourceHandler } from "./handler";
import { textOf } from "./property";

/**
 * `Custom::*`, simulated: nothing is called, so what a provider would answer is made up. Any attribute can be asked for.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cfn-customresource.html
 */
export const customResource: ResourceHandler = {
  create({ properties, name, initiated }) {
    // Unverified wording; the schema demands it too.
    if (textOf(properties, "ServiceToken") === undefined) {
      return Promise.resolve({ refused: "Property validation failure: [The property {/ServiceToken} is required]" });
    }
    initiated(name);
    return Promise.resolve({ physicalId: name, attributes: {} });
  },

  update: ({ attributes }) => Promise.resolve({ attributes }),

  delete: () => Promise.resolve(),
};

/** What `Fn::GetAtt` of a custom resource yields here: a text that says where it comes from. */
export function customAttribute(logicalId: string, attribute: string): string {
  return `${logicalId}.${attribute}`;
}
