import { resourceTypesOf } from "../../policy";
import type { AccessNeed } from "../access-need";
import type { OperationContext } from "../operation";
import type { ListNeeds } from "../service";
import { requestTagKeys, resourceTagKeys } from "../tag-keys";
import { changeSetTable } from "./change-set";
import { passRole } from "./resources/pass-role";
import { findStack } from "./stack-store";

type Input = Readonly<Record<string, unknown>>;

/**
 * Permissions that a call to CloudFormation needs: its action on the stack that the request names, and to pass the role
 * that it names. What the resources of a stack need is asked for as they are made.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html
 */
export const cloudFormationNeeds: ListNeeds = (operation, input, context) => {
  const action = `cloudformation:${operation}`;
  const stack = text(input, "StackName") ?? stackOfChangeSet(text(input, "ChangeSetName"), context);
  const keys = {
    "cloudformation:ChangeSetName": text(input, "ChangeSetName"),
    "cloudformation:ResourceTypes": input["ResourceTypes"] as readonly string[] | undefined,
    "cloudformation:RoleArn": text(input, "RoleARN"),
    "cloudformation:StackPolicyUrl": text(input, "StackPolicyURL"),
    "cloudformation:TemplateUrl": text(input, "TemplateURL"),
    ...requestTagKeys(input["Tags"], undefined),
    ...resourceTagKeys(stack === undefined ? [] : (findStack(context, stack)?.tags ?? [])),
  };
  const need: AccessNeed = { action, resource: stackArn(action, stack, context), keys };
  const role = text(input, "RoleARN");
  // Nested stacks go on in the role of their parent, which nobody passes again.
  if (role === undefined || role === context.caller.roleArn) return [need];
  return [need, passRole(role, "cloudformation.amazonaws.com")];
};

/** A stack asked for by name is any of that name: `stack/name/*`, as aws/aws-cdk issues quote it. */
function stackArn(action: string, stack: string | undefined, { partition, region, caller }: OperationContext): string {
  if (stack?.startsWith("arn:") === true) return stack;
  const arn = `arn:${partition}:cloudformation:${region}:${caller.accountId}:stack`;
  if (stack !== undefined) return `${arn}/${stack}/*`;
  // Lists are of all stacks.
  return resourceTypesOf(action).length > 0 || action === "cloudformation:ListStacks" ? `${arn}/*/*` : "*";
}

function stackOfChangeSet(changeSet: string | undefined, context: OperationContext): string | undefined {
  return changeSet?.startsWith("arn:") === true ? changeSetTable(context).get(changeSet)?.stackId : undefined;
}

function text(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
}
