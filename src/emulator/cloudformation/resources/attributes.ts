import { resourceSchema } from "../../../aws";

/** Whether `Fn::GetAtt` may name the attribute of a type; custom resources have any. */
export function supportsAttribute(type: string, attribute: string): boolean {
  // What outputs the template of a nested stack has is known when the stack is made.
  if (type === "AWS::CloudFormation::Stack" && /^Outputs\.[A-Za-z0-9]+$/.test(attribute)) return true;
  const schema = resourceSchema(type);
  return schema === undefined || schema.open === true || Object.hasOwn(schema.attributes, attribute);
}
