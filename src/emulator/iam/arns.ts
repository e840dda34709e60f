import type { OperationContext } from "../operation";

/** `arn:aws:iam::123456789012:role/path/name`: IAM's ARNs name no region. */
export function iamArn(context: OperationContext, type: string, path: string, name: string): string {
  return `arn:${context.partition}:iam::${context.caller.accountId}:${type}${path}${name}`;
}

/** IAM keeps times to the second. */
export function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}
