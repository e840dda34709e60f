import { parseArn } from "../aws";
import { AwsFault } from "./fault";
import type { Caller, OperationContext } from "./operation";

/** How a kind of principal is looked up. */
const LOOK_UPS = {
  role: ["GetRole", "RoleName"],
  user: ["GetUser", "UserName"],
} as const;

/**
 * False for the ARN of a role or user of the caller's account that is not there; accounts, sessions, unique ids and principals of
 * other accounts cannot be known here.
 *
 * @param asker the service that asks IAM for itself
 */
export async function principalMayExist(context: OperationContext, principal: string, asker: Caller): Promise<boolean> {
  const arn = parseArn(principal);
  if (arn?.service !== "iam" || arn.account !== context.caller.accountId) return true;
  const [kind = ""] = arn.resource.split("/");
  if (kind !== "role" && kind !== "user") return true;
  const [operation, member] = LOOK_UPS[kind];
  const name = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
  try {
    const found = await context.invoke<Readonly<Record<string, { readonly Arn?: string }>>>(
      "iam",
      operation,
      { [member]: name },
      asker,
    );
    return Object.values(found).some((entity) => entity.Arn === principal);
  } catch (error) {
    // A name that nobody can have is a ValidationError.
    if (error instanceof AwsFault && (error.code === "NoSuchEntity" || error.code === "ValidationError")) return false;
    throw error;
  }
}
