import type { CompiledStatement } from "../compiled-statement";
import { RequestContext } from "../conditions/request-context";
import type { ContextValues } from "../conditions/request-context";
import type { PolicySource } from "../decision/access-request";
import { listOf, statementsOf } from "../policy-json";
import type { PolicyJson } from "../policy-json";
import { findResourceType } from "../arn-template";
import { findAction, findService } from "../service-authorization";
import { expandActions, expandOtherActions } from "./expand-actions";
import { FILLER, instanceOf } from "./instance-of";
import { satisfyConditions } from "./satisfy-conditions";

/** A request that a statement is about, made up from its text. */
export interface Probe {
  readonly source: PolicySource;
  readonly statement: CompiledStatement;
  readonly action: string;
  readonly resource: string;
  /** What the statement's Resource says there; undefined where it says NotResource. */
  readonly resourcePattern: string | undefined;
  readonly context: RequestContext;
}

/** What came of the statements of some policies. */
export interface ProbeList {
  readonly probes: readonly Probe[];
  /** Statements whose conditions could not be satisfied by a made-up request: nothing is known of them. */
  readonly unprobed: readonly { readonly source: PolicySource; readonly statement: CompiledStatement }[];
}

/**
 * Requests that the statements of policies are about: every action they mean, on every resource they name, under
 * conditions that hold. Where a text leaves something open, one request stands for all that it may be.
 *
 * @param common condition keys that all requests have; what a statement's conditions ask for wins over them
 */
export function listProbes(sources: readonly PolicySource[], common: ContextValues = {}): ProbeList {
  const probes: Probe[] = [];
  const unprobed: { source: PolicySource; statement: CompiledStatement }[] = [];
  for (const source of sources) {
    const json = JSON.parse(source.document.text) as PolicyJson;
    for (const [index, { statement: text }] of statementsOf(json).entries()) {
      const statement = source.document.statements[index];
      if (statement === undefined) throw new Error(`statement ${index} of ${source.id} was not compiled`);
      const found = probeStatement(source, statement, text, common);
      if (found === undefined) unprobed.push({ source, statement });
      else probes.push(...found);
    }
  }
  return { probes, unprobed };
}

/** Undefined where no made-up request meets the statement, though there may be one that does. */
function probeStatement(
  source: PolicySource,
  statement: CompiledStatement,
  text: PolicyJson,
  common: ContextValues,
): readonly Probe[] | undefined {
  // NotResource "*" leaves nothing: people keep such statements as placeholders.
  if (textsOf(text.NotResource).some((pattern) => /^\*+$/.test(pattern))) return [];
  const actions =
    text.NotAction === undefined ? expandActions(textsOf(text.Action)) : expandOtherActions(textsOf(text.NotAction));
  const knowsVariables = source.document.version === "2012-10-17";
  const resources =
    text.NotResource === undefined
      ? textsOf(text.Resource).map((pattern) => ({ pattern, ...resourceInstance(pattern, knowsVariables) }))
      : [{ pattern: undefined, text: `arn:aws:${FILLER}:::probe`, variables: {} }];
  const contexts = satisfyConditions(statement.conditions);
  const meeting = resources.flatMap(({ pattern, text: resource, variables }) =>
    contexts.flatMap((values) => {
      const context = new RequestContext(common, variables, values);
      if (!statement.conditionsHold(context) || !statement.coversResource(resource, context)) return [];
      return [{ resource, resourcePattern: pattern, context }];
    }),
  );
  if (meeting.length === 0) return undefined;
  return meeting.flatMap(({ resource, ...rest }) =>
    actions
      .filter((action) => canBeAbout(action, resource))
      .map((action) => ({ source, statement, action, resource, ...rest })),
  );
}

/** Whether a request for the action can name the resource: statements join actions and resources that never meet. */
function canBeAbout(action: string, resource: string): boolean {
  const [service = ""] = action.split(":");
  const known = findAction(action);
  if (resource === "*" || known === undefined) return true;
  const type = findResourceType(resource, [...(findService(service)?.resourceTypes.values() ?? [])]);
  return known.resourceTypes.some((named) => named.type.arnTemplate === type?.arnTemplate);
}

/** `*` stays: it is what a request names that is about no resource, and only `*` matches it. */
function resourceInstance(pattern: string, variables: boolean): ReturnType<typeof instanceOf> {
  return pattern === "*" ? { text: "*", variables: {} } : instanceOf(pattern, { wildcards: true, variables });
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((text) => typeof text === "string");
}
