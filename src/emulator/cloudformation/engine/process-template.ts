import type { Environment, TemplateMap } from "../../../template";
import { applyLanguageExtensions, hasLanguageExtensions, LANGUAGE_EXTENSIONS } from "../../../template";
import { notSupported } from "../faults";
import { checkTemplate } from "../load-template";

/** Refuses macros and transforms other than AWS::LanguageExtensions: what they would make, only they know. */
export function refuseMacros(transforms: readonly string[]): void {
  const others = transforms.filter((name) => name !== LANGUAGE_EXTENSIONS);
  if (others.length > 0) throw notSupported(`Transforms [${others.join(", ")}] are`);
}

/**
 * A template as the transform AWS::LanguageExtensions leaves it, validated again; the same template if it does not declare
 * the transform. Where AWS makes a stack and rolls it back, a transform that fails here refuses the request.
 *
 * @param environment sees parameters, mappings and pseudo parameters
 */
export function processTemplate(template: TemplateMap, environment: Environment): TemplateMap {
  if (!hasLanguageExtensions(template)) return template;
  const processed = applyLanguageExtensions(template, environment);
  checkTemplate(processed);
  return processed;
}
