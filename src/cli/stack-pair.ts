import { refuseBadStackName } from "./load-split";
import { usageError } from "./parse-args";

/** How a command names the two deployed stacks that it looks at. */
export const STACK_OPTIONS = {
  stack: { type: "text", placeholder: "IAM", description: "name of the IAM stack" },
  "app-stack": { type: "text", placeholder: "APP", description: "name of the application stack" },
} as const;

/** Both names. @throws UserError for a name that is missing or that no stack can have */
export function stacksOf(
  command: string,
  options: { readonly stack?: string; readonly "app-stack"?: string },
): { readonly iamStackName: string; readonly appStackName: string } {
  const { stack: iamStackName, "app-stack": appStackName } = options;
  if (iamStackName === undefined) throw usageError(command, "option --stack is missing");
  if (appStackName === undefined) throw usageError(command, "option --app-stack is missing");
  refuseBadStackName(iamStackName);
  refuseBadStackName(appStackName);
  return { iamStackName, appStackName };
}
