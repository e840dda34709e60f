import type { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { UserError } from "../base";
import { isMap, resolveParameters, type Template } from "../template";

/**
 * Gives parameters of an included template other defaults.
 *
 * @returns all defaults of the template, by parameter
 * @throws UserError for a parameter that the template does not have, or a value that its constraints do not allow
 */
export function setParameterDefaults(
  include: CfnInclude,
  template: Template,
  defaults: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const declared = isMap(template.value.Parameters) ? template.value.Parameters : {};
  const { faults, texts } = resolveParameters(declared, defaults);
  for (const name of Object.keys(defaults)) {
    if (!Object.hasOwn(declared, name)) {
      throw new UserError("parameter-default", `the template has no parameter '${name}'`, {
        at: { file: template.file },
        hint: `its parameters: ${Object.keys(declared).join(", ") || "none"}`,
      });
    }
    const fault = faults.find(({ code, at }) => code === "parameter-value" && at?.path?.[1] === name);
    if (fault !== undefined) {
      const why = fault.message.replace(/\.$/, "");
      throw new UserError("parameter-default", `'${defaults[name]}' is no value for parameter '${name}': ${why}`, {
        at: template.locate(["Parameters", name]),
      });
    }
    include.getParameter(name).default = defaults[name];
  }
  return texts;
}
