import { compileGlob } from "../matching/glob";
import { parsePattern } from "../matching/pattern-tokens";
import { findService } from "../service-authorization";
import { instanceOf } from "./instance-of";

/** An action that no service has: only patterns that leave everything open match it. */
const UNKNOWN_ACTION = "xiam:Probe";

/**
 * The actions that an Action element means: a pattern stands for all actions of its service that it matches; one that
 * leaves the service open stands for an action that nobody has.
 */
export function expandActions(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.flatMap(expandAction))];
}

/**
 * Actions that a NotAction element leaves: those of the services that it names, and one that nobody has. Other services
 * are not walked through.
 */
export function expandOtherActions(patterns: readonly string[]): readonly string[] {
  const excluded = patterns.map(testOf);
  const services = new Set(patterns.map((pattern) => pattern.split(":", 1)[0]?.toLowerCase() ?? ""));
  const all = [...services].flatMap((service) => actionsOf(service));
  return [...all, UNKNOWN_ACTION].filter((action) => !excluded.some((test) => test(action.toLowerCase())));
}

function expandAction(pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern)) return [pattern];
  const [service = "", ...rest] = pattern.split(":");
  if (rest.length === 0) return [UNKNOWN_ACTION];
  const test = testOf(pattern);
  const known = actionsOf(service.toLowerCase()).filter((action) => test(action.toLowerCase()));
  return known.length > 0 ? known : [instanceOf(pattern, { wildcards: true, variables: false }).text];
}

function testOf(pattern: string): (text: string) => boolean {
  return compileGlob(parsePattern(pattern.toLowerCase(), { wildcards: true, variables: false }));
}

function actionsOf(service: string): readonly string[] {
  return /[*?]/.test(service) ? [] : [...(findService(service)?.actions.values() ?? [])].map(({ name }) => name);
}
