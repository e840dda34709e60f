import { parseArn } from "./arn";
import type { PlaceholderSource } from "./naming/resource-naming";

/** The part of a property's value that a placeholder means: the name that an ARN ends with, the host of a URL, or all. */
export function partOf(text: string, part: NonNullable<PlaceholderSource["part"]>): string {
  switch (part) {
    case "all":
      return text;
    case "host":
      return text.replace(/^[a-z]+:\/\//i, "");
    case "name": {
      const resource = parseArn(text)?.resource;
      return resource === undefined ? text : (resource.split(/[/:]/).at(-1) ?? text);
    }
    default:
      return part satisfies never;
  }
}
