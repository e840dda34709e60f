import type {
  AcquireRoleRequest,
  AcquireRoleResponse,
  GetRoleTemplateVersionRequest,
  GetRoleTemplateVersionResponse,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Role templates are made by AWS services only (ManagedByType is "Service"): no operation makes one, and AWS publishes
// none, so that no ARN leads to one here.

/** Wording unverified. */
function noSuchTemplate(arn: string): AwsFault {
  return new AwsFault("NoSuchEntity", `Role template ${arn} cannot be found.`);
}

/** AcquireRole. */
export const acquireRole = defineOperation<AcquireRoleRequest, AcquireRoleResponse>({
  name: "AcquireRole",
  run({ TemplateArn = "" }) {
    throw noSuchTemplate(TemplateArn);
  },
});

/** GetRoleTemplateVersion. */
export const getRoleTemplateVersion = defineOperation<GetRoleTemplateVersionRequest, GetRoleTemplateVersionResponse>({
  name: "GetRoleTemplateVersion",
  run({ TemplateArn = "" }) {
    throw noSuchTemplate(TemplateArn);
  },
});
