import type { TemplateMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { ResourceHandler } from "./handler";
import { formerHolders, holdersOf } from "./iam-managed-policy";
import type { HolderName } from "./iam-policy-holders";
import { deletePolicy, putPolicy } from "./iam-policy-holders";
import { jsonOf, textOf } from "./property";

/** AWS::IAM::Policy, inline — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-policy.html */
export const iamPolicy: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const holders = someHolders(properties);
    const policyName = textOf(properties, "PolicyName") ?? "";
    const document = jsonOf(properties, "PolicyDocument") ?? "";
    initiated(name);
    for (const holder of holders) await putPolicy(context, holder, policyName, document);
    return { physicalId: name, attributes: { Id: name } };
  },

  async update(request) {
    const { context, properties, previous, attributes } = request;
    const holders = someHolders(properties);
    const policyName = textOf(properties, "PolicyName") ?? "";
    for (const before of previous) {
      const formerName = textOf(before, "PolicyName") ?? "";
      // Under another name everybody's goes; under the same name only that of those who are no longer named.
      const gone = formerName === policyName ? formerHolders([before], holders) : holdersOf(before);
      for (const holder of gone) await deletePolicy(context, holder, formerName);
    }
    const document = jsonOf(properties, "PolicyDocument") ?? "";
    for (const holder of holders) await putPolicy(context, holder, policyName, document);
    return { attributes };
  },

  async delete({ context, properties }) {
    for (const holder of holdersOf(properties)) {
      await deletePolicy(context, holder, textOf(properties, "PolicyName") ?? "");
    }
  },
};

function someHolders(properties: TemplateMap): HolderName[] {
  const holders = holdersOf(properties);
  // Unverified wording.
  if (holders.length === 0)
    throw new AwsFault("InvalidRequest", "At least one of [Groups,Roles,Users] must be non-empty.");
  return holders;
}
