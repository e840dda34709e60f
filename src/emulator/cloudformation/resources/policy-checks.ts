import { parseArn } from "../../../aws";
import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { serviceCaller } from "../../service-caller";
import { textsOf } from "./property";

/** Properties by which types other than those of IAM name managed policies. */
const POLICY_PROPERTIES = ["ManagedPolicyArns", "ManagedPolicies", "PermissionsBoundary"] as const;

/** Throws NoSuchEntity for a managed policy that the properties name and that is not there. */
export async function checkPolicies(context: OperationContext, properties: TemplateMap): Promise<void> {
  for (const property of POLICY_PROPERTIES) {
    for (const arn of textsOf(properties, property)) {
      const parsed = parseArn(arn);
      const isPolicy = parsed?.service === "iam" && parsed.resource.startsWith("policy/");
      const asker = serviceCaller("cloudformation", context);
      if (isPolicy) await context.invoke("iam", "GetPolicy", { PolicyArn: arn }, asker);
    }
  }
}
