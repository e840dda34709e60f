import type {
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import type { PolicySource } from "../../../policy";
import { defineOperation } from "../../operation";
import { readInputPolicies } from "./input-policies";
import { findPolicySource } from "./simulate-policy";

/** GetContextKeysForCustomPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const getContextKeysForCustomPolicy = defineOperation<
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse
>({
  name: "GetContextKeysForCustomPolicy",
  run: (input) => describeKeys(readInputPolicies(input.PolicyInputList)),
});

/** GetContextKeysForPrincipalPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html */
export const getContextKeysForPrincipalPolicy = defineOperation<
  GetContextKeysForPrincipalPolicyRequest,
  GetContextKeysForPolicyResponse
>({
  name: "GetContextKeysForPrincipalPolicy",
  run(input, context) {
    const { identity } = findPolicySource(input.PolicySourceArn as string, context);
    return describeKeys([...identity, ...readInputPolicies(input.PolicyInputList)]);
  },
});

/** The keys that conditions and variables name, each once whatever its case, as first written. */
function describeKeys(policies: readonly PolicySource[]): GetContextKeysForPolicyResponse {
  const keys = new Map<string, string>();
  for (const { name, lowerCase } of policies.flatMap(({ document }) => document.contextKeys)) {
    if (!keys.has(lowerCase)) keys.set(lowerCase, name);
  }
  return { ContextKeyNames: [...keys.values()] };
}
