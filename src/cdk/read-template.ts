import { UserError } from "../base";
import { readInput } from "../files";
import { parseTemplate, validateTemplate, type Template } from "../template";

/**
 * Reads a template and refuses what CloudFormation would refuse.
 *
 * @param what what the file is to the reader, `IAM template`
 * @throws UserError naming file, place and reason
 */
export function readTemplate(file: string, what: string): Template {
  const template = parseTemplate(readInput(file, what), { file });
  const [first] = validateTemplate(template.value).filter(({ severity }) => severity === "error");
  if (first === undefined) return template;
  throw new UserError("invalid-template", first.message, {
    at: first.at?.path === undefined ? { file } : template.locate(first.at.path),
    ...(first.hint !== undefined && { hint: first.hint }),
  });
}
