import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { IamModel, StatementModel, TrustModel } from "./iam-model";

export const SHARED_DIR = process.env["SHARED_DIR"] ?? join(__dirname, "../../../../shared");
export const FACTS_FILE = join(SHARED_DIR, "facts/quilt-iam.yaml");

interface ResourceFact {
  readonly app?: string;
  readonly iam?: string;
  readonly parameter?: string;
  readonly literal?: string;
  readonly pseudo?: string | readonly string[];
  readonly form?: string;
  readonly suffix?: string;
  readonly arn?: string;
}

interface StatementFact {
  readonly sid?: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources?: readonly ResourceFact[];
  readonly not_resources?: readonly ResourceFact[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly (string | ResourceFact)[]>>>>;
  readonly if?: string;
  readonly then?: StatementFact;
  readonly else?: StatementFact;
}

interface TrustFact {
  readonly sid?: string;
  readonly effect: string;
  readonly services?: readonly string[];
  readonly aws_literals?: string;
  readonly aws_refs?: readonly ResourceFact[];
  readonly actions: readonly string[];
}

interface AttachmentFact {
  readonly aws?: string;
  readonly iam?: string;
}

export interface IamFact {
  readonly kind: "role" | "managed-policy";
  readonly absent?: boolean;
  readonly explicit_name?: { readonly value: string } | null;
  readonly path: { readonly value: string };
  readonly trust?: readonly TrustFact[];
  readonly managed_policies?:
    readonly AttachmentFact[] | { readonly base: readonly AttachmentFact[]; readonly tail: { readonly if: string } };
  readonly inline_policies?: Readonly<Record<string, { readonly statements: readonly StatementFact[] }>>;
  readonly document?: { readonly statements: readonly StatementFact[] };
}

export interface AppResourceFact {
  readonly type: string;
  readonly physical_name: "generated" | "derived" | "explicit";
  readonly name_expr?: string;
  readonly name_pattern: string;
  readonly arn_pattern: string;
  readonly event_bus?: string;
  readonly max_app_stack_name_untruncated?: number;
}

export interface IamFacts {
  readonly iam: Readonly<Record<string, IamFact>>;
  readonly app_resources: Readonly<Record<string, AppResourceFact>>;
  readonly principal_sets: Readonly<Record<string, { readonly members: readonly string[] }>>;
}

export function readFacts(): IamFacts {
  return parse(readFileSync(FACTS_FILE, "utf8")) as IamFacts;
}

/** One spelling for the app stack's name; the facts tell its upper, lower and underscored form apart. */
export function oneStackName(text: string): string {
  return text.replace(/\{(?:AppStackName(?:Lower|Snake)?|StackName)\}/g, "{App}");
}

/** What the facts say about a role or policy, references to the application as the facts' own patterns. */
export function modelOfFact(fact: IamFact, facts: IamFacts): IamModel {
  const policies = fact.inline_policies ?? (fact.document === undefined ? {} : { document: fact.document });
  const name = fact.explicit_name?.value;
  return {
    kind: fact.kind,
    ...(name !== undefined && { name: oneStackName(name) }),
    path: oneStackName(fact.path.value),
    trust: (fact.trust ?? []).map((trust) => modelOfTrust(trust, facts)),
    attached: attachments(fact),
    statements: Object.fromEntries(
      Object.entries(policies).map(([policy, { statements }]) => [
        policy,
        statements.map((statement) => modelOfStatement(statement, facts)),
      ]),
    ),
  };
}

function attachments({ managed_policies: attached = [] }: IamFact): readonly string[] {
  const text = ({ aws, iam }: AttachmentFact): string =>
    aws === undefined ? `{${iam}}` : `arn:{Partition}:iam::aws:policy/${aws}`;
  if (!("base" in attached)) return attached.map(text);
  return [...attached.base.map(text), `if ${attached.tail.if} nothing else {ManagedUserRoleExtraPolicies}`];
}

function modelOfTrust(trust: TrustFact, { principal_sets: sets }: IamFacts): TrustModel {
  const literals = trust.aws_literals === undefined ? [] : sets[trust.aws_literals.split(".")[1] ?? ""]?.members;
  return {
    ...(trust.sid !== undefined && { sid: trust.sid }),
    effect: trust.effect,
    services: trust.services ?? [],
    principals: [...(literals ?? []), ...(trust.aws_refs ?? []).map(({ iam }) => `{${iam}.Arn}`)],
    actions: trust.actions,
  };
}

function modelOfStatement(fact: StatementFact, facts: IamFacts): StatementModel {
  if (fact.if !== undefined && fact.then !== undefined) {
    const otherwise = fact.else && modelOfStatement(fact.else, facts);
    return { ...modelOfStatement(fact.then, facts), choice: { condition: fact.if, ...(otherwise && { otherwise }) } };
  }
  const text = (value: string | ResourceFact): string => (typeof value === "string" ? value : resource(value, facts));
  const conditions = Object.entries(fact.conditions ?? {}).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, values.map(text)])),
  ]);
  return {
    ...(fact.sid !== undefined && { sid: fact.sid }),
    effect: fact.effect,
    actions: fact.actions,
    ...(fact.resources !== undefined && { resources: fact.resources.map(text) }),
    ...(fact.not_resources !== undefined && { notResources: fact.not_resources.map(text) }),
    conditions: Object.fromEntries(conditions) as StatementModel["conditions"],
  };
}

function resource(fact: ResourceFact, facts: IamFacts): string {
  if (fact.arn !== undefined) return named(fact.arn, facts);
  const suffix = fact.suffix ?? "";
  if (fact.app !== undefined) return oneStackName(`${appFact(fact.app, facts).arn_pattern}${suffix}`);
  if (fact.iam !== undefined) return fact.form === "Arn" ? `{${fact.iam}.Arn}` : `{${fact.iam}}`;
  if (fact.parameter !== undefined) return `{${fact.parameter}}${suffix}`;
  if (fact.literal !== undefined) return oneStackName(fact.literal);
  if (fact.pseudo === "AWS::StackId") return "{StackId}";
  throw new Error(`the facts name a resource in an unknown way: ${JSON.stringify(fact)}`);
}

/** Puts names in the place of the app resources that a text refers to. */
export function named(text: string, facts: IamFacts): string {
  return oneStackName(
    text.replace(/\{(\w+)\}/g, (found, name: string) => facts.app_resources[name]?.name_pattern ?? found),
  );
}

function appFact(logicalId: string, facts: IamFacts): AppResourceFact {
  const fact = facts.app_resources[logicalId];
  if (fact === undefined) throw new Error(`the facts have no app resource ${logicalId}`);
  return fact;
}
