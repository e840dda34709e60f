import { AwsFault } from "../../fault";
import type { ResourceHandler } from "./handler";
import { holdersOf } from "./iam-managed-policy";
import { deletePolicy, putPolicy } from "./iam-policy-holders";
import { jsonOf, textOf } from "./property";

/** AWS::IAM::Policy, inline — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-policy.html */
export const iamPolicy: ResourceHandler = {
  async create({ context, properties, name, initiated }) {
    const holders = holdersOf(properties);
    // Unverified wording.
    if (holders.length === 0)
      throw new AwsFault("InvalidRequest", "At least one of [Groups,Roles,Users] must be non-empty.");
    const policyName = textOf(properties, "PolicyName") ?? "";
    const document = jsonOf(properties, "PolicyDocument") ?? "";
    initiated(name);
    for (const holder of holders) await putPolicy(context, holder, policyName, document);
    return { physicalId: name, attributes: { Id: name } };
  },

  async delete({ context, properties }) {
    for (const holder of holdersOf(properties)) {
      await deletePolicy(context, holder, textOf(properties, "PolicyName") ?? "");
    }
  },
};
