import type { ResourceHandler } from "./handler";
import type { PolicyHolder } from "./iam-policy-holders";
import { deletePolicy, POLICY_HOLDERS, putPolicy } from "./iam-policy-holders";
import { jsonOf, textOf } from "./property";

/**
 * AWS::IAM::RolePolicy, UserPolicy and GroupPolicy: one inline policy of one entity.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-rolepolicy.html
 */
export function iamEntityPolicy(holder: PolicyHolder): ResourceHandler {
  const { nameMember } = POLICY_HOLDERS[holder];
  return {
    async create({ context, properties, identity, initiated }) {
      const to = { holder, name: textOf(properties, nameMember) ?? "" };
      const policyName = textOf(properties, "PolicyName") ?? "";
      await putPolicy(context, to, policyName, jsonOf(properties, "PolicyDocument") ?? "");
      initiated(identity.ref);
      return { physicalId: identity.ref, attributes: {} };
    },

    async update({ context, properties, attributes }) {
      const to = { holder, name: textOf(properties, nameMember) ?? "" };
      const policyName = textOf(properties, "PolicyName") ?? "";
      await putPolicy(context, to, policyName, jsonOf(properties, "PolicyDocument") ?? "");
      return { attributes };
    },

    async delete({ context, properties }) {
      const from = { holder, name: textOf(properties, nameMember) ?? "" };
      await deletePolicy(context, from, textOf(properties, "PolicyName") ?? "");
    },
  };
}
