import { resourceSchema } from "../../../aws";

/** Whether `Fn::GetAtt` may name the attribute of a type; custom resources have any. */
export function supportsAttribute(type: string, attribute: string): boolean {
  const schema = resourceSchema(type);
  return schema === undefined || schema.open === true || Object.hasOwn(schema.attributes, attribute);
}
