import type { AccessNeed } from "../access-need";
import type { OperationContext } from "../operation";
import type { ListNeeds } from "../service";
import { requestTagKeys, resourceTagKeys } from "../tag-keys";
import { keyOfName, parametersOf } from "./parameter-row";

type Input = Readonly<Record<string, unknown>>;

/**
 * Permissions that a call to Parameter Store needs, one for each parameter that it names.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
export const ssmNeeds: ListNeeds = (operation, input, context) => {
  const action = `ssm:${operation}`;
  const names = namesIn(operation, input);
  if (names.length === 0) return [{ action, resource: "*" }];
  return names.flatMap((name) => {
    const need = needOf(action, name, input, context);
    const tagged = operation === "PutParameter" && Array.isArray(input["Tags"]) && input["Tags"].length > 0;
    return tagged ? [need, { ...need, action: "ssm:AddTagsToResource" }] : [need];
  });
};

function needOf(action: string, name: string, input: Input, context: OperationContext): AccessNeed {
  const { partition, region, caller } = context;
  const key = keyOfName(name);
  return {
    action,
    resource: name.startsWith("arn:") ? name : `arn:${partition}:ssm:${region}:${caller.accountId}:parameter/${key}`,
    keys: {
      "ssm:Overwrite": typeof input["Overwrite"] === "boolean" ? input["Overwrite"] : undefined,
      "ssm:Recursive": typeof input["Recursive"] === "boolean" ? input["Recursive"] : undefined,
      ...requestTagKeys(input["Tags"], input["TagKeys"]),
      ...resourceTagKeys(parametersOf(context).get(key)?.tags ?? [], ["aws:ResourceTag", "ssm:resourceTag"]),
    },
  };
}

/** Names as requests give them, without the version or label that may follow. */
function namesIn(operation: string, input: Input): string[] {
  const { Name, Names, Path, ResourceId } = input;
  if (operation === "DescribeParameters") return [];
  const named = [Name, Path, ResourceId, ...(Array.isArray(Names) ? (Names as unknown[]) : [])];
  return named.filter((name) => typeof name === "string").map(withoutSelector);
}

function withoutSelector(name: string): string {
  const parts = name.split(":");
  return name.startsWith("arn:") ? parts.slice(0, 6).join(":") : (parts[0] ?? name);
}
