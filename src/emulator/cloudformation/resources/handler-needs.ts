import { resourceTypesOf } from "../../../policy";
import type { TemplateMap } from "../../../template";
import type { AccessNeed } from "../../access-need";
import { handlerAction } from "./handler-actions";
import type { HandlerWork } from "./handler-actions";
import { textOf } from "./property";

/** A resource, as far as it is known what it will be called. */
export interface HandledResource {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What `Ref` yields. */
  readonly ref: string;
}

/**
 * Permissions that CloudFormation needs, on behalf of who called it, to make, change or delete what exists here only by
 * name: one action on the resource's ARN, or on `*` where its ARN is not known or the action knows no resources.
 */
export function handlerNeeds({ type, attributes, ref }: HandledResource, work: HandlerWork): AccessNeed[] {
  const action = handlerAction(type, work);
  if (action === undefined) return [];
  const arn = [attributes["Arn"], ref].find((text) => typeof text === "string" && text.startsWith("arn:"));
  const resource = typeof arn === "string" && resourceTypesOf(action).length > 0 ? arn : "*";
  return [{ action, resource }];
}

/**
 * Permissions for a custom resource, whose provider CloudFormation calls for who called it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export function providerNeeds(properties: TemplateMap): AccessNeed[] {
  const token = textOf(properties, "ServiceToken") ?? "";
  switch (token.split(":")[2]) {
    case "lambda":
      return [{ action: "lambda:InvokeFunction", resource: token }];
    case "sns":
      return [{ action: "sns:Publish", resource: token }];
    default:
      return [];
  }
}
