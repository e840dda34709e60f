import type { Caller, OperationContext } from "../../operation";
import { findServiceRole } from "../resources/role-checks";
import type { StackRow } from "../stack";

/**
 * The context in which the resources of a stack are made: in the role that the stack has, else as who called. Where access
 * is not decided, it does not matter who it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export async function actingContext(
  context: OperationContext,
  { roleArn }: Pick<StackRow, "roleArn">,
): Promise<OperationContext> {
  if (roleArn === undefined || context.enforcement === "off" || context.caller.roleArn === roleArn) return context;
  const role = await findServiceRole(context, roleArn);
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const { accountId } = context.caller;
  const caller: Caller = {
    accountId,
    // The name of the session is CloudFormation's, as public logs show it.
    arn: `arn:${context.partition}:sts::${accountId}:assumed-role/${name}/AWSCloudFormation`,
    userId: `${role.RoleId}:AWSCloudFormation`,
    accessKeyId: "",
    roleArn,
  };
  return {
    ...context,
    caller,
    invoke: (service, operation, input, as = caller) => context.invoke(service, operation, input, as),
    require: (needs, as = caller) => context.require(needs, as),
  };
}
