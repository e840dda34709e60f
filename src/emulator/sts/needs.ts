import type { AccessNeed } from "../access-need";
import type { ListNeeds } from "../service";

/**
 * Permissions that a call to STS needs. GetCallerIdentity and GetSessionToken need none; whether a role may be assumed
 * is decided with its trust policy, by the operation itself.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const stsNeeds: ListNeeds = (operation, input, context) => {
  switch (operation) {
    case "GetCallerIdentity":
    case "GetSessionToken":
    case "AssumeRole":
    case "AssumeRoleWithSAML":
    case "AssumeRoleWithWebIdentity":
      return [];
    case "GetFederationToken": {
      const { partition, caller } = context;
      const name = typeof input["Name"] === "string" ? input["Name"] : "";
      return [need(operation, `arn:${partition}:sts::${caller.accountId}:federated-user/${name}`)];
    }
    case "AssumeRoot": {
      const account = typeof input["TargetPrincipal"] === "string" ? input["TargetPrincipal"].split(":")[4] : undefined;
      return [need(operation, `arn:${context.partition}:iam::${account ?? input["TargetPrincipal"]}:root`)];
    }
    default:
      return [need(operation, "*")];
  }
};

function need(operation: string, resource: string): AccessNeed {
  return { action: `sts:${operation}`, resource };
}
