import { Fn } from "aws-cdk-lib/core";
import { appResource } from "../app-resources";

/** The name that a resource is given, in terms of the stack's name: the IAM statements expect exactly it. */
export function givenName(logicalId: string): string {
  const { name } = appResource(logicalId);
  if (name === undefined) throw new Error(`resource ${logicalId} has no given name: CloudFormation generates it`);
  return name.includes("${") ? Fn.sub(name) : name;
}
