import { parseArn } from "../aws";
import { UserError } from "../base";
import type { ResourceInPlace } from "./resources-in-place";

/**
 * The ARN that is meant: an ARN itself, `*`, or a deployed resource by logical id, with what follows it in the ARN:
 * `Bucket`, `Bucket/key`.
 *
 * @throws UserError where there is no such resource, or its physical id does not tell its ARN
 */
export function resourceArn(text: string, resources: readonly ResourceInPlace[]): string {
  if (text === "*" || parseArn(text) !== undefined) return text;
  const slash = text.indexOf("/");
  const logicalId = slash < 0 ? text : text.slice(0, slash);
  const found = resources.filter((resource) => resource.logicalId === logicalId);
  const [one] = found;
  if (one === undefined || found.length > 1) {
    const count = one === undefined ? "no resource" : `${found.length} resources`;
    throw new UserError("unknown-resource", `the deployment has ${count} '${logicalId}'`, {
      hint: "give an ARN, *, or the logical id of one resource",
    });
  }
  if (one.arn === undefined) {
    throw new UserError("unknown-resource", `the ARN of '${logicalId}' (${one.type}) is not known`, {
      hint: `give its ARN, perhaps an output of stack ${one.stack}`,
    });
  }
  return slash < 0 ? one.arn : one.arn + text.slice(slash);
}
