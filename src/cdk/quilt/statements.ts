import { policyArnForm, fillForm } from "../../aws";
import type { AppNames } from "./app-names";

/** What a statement is about. */
export interface Target {
  /** ARN or pattern, as text for Fn::Sub. */
  readonly text: (names: AppNames) => string;
  /** Whether it is a bucket of the application or objects in one. */
  readonly isAppBucket: boolean;
  /** Why it names more than one resource. @default - it does not */
  readonly reason?: string;
}

/** Condition operators, each with keys and their values. */
export interface Conditions {
  readonly [operator: string]: { readonly [key: string]: string | readonly string[] | Target };
}

/** A statement of a policy, in the catalogue's terms. */
export interface Statement {
  readonly sid?: string;
  readonly actions: readonly string[];
  /** Empty: the statement matches nothing, and something writes its policy anew at run time. */
  readonly targets: readonly Target[];
  readonly conditions?: Conditions;
  /** Logical id of the template's condition under which the statement exists. @default - always */
  readonly onlyIf?: string;
  /** Why actions are named by a wildcard. @default - none is */
  readonly reason?: string;
}

/** `allow(actions).on(targets)`, and what it needs besides. */
export class Allowed implements Statement {
  readonly sid?: string;
  readonly conditions?: Conditions;
  readonly onlyIf?: string;
  readonly reason?: string;

  constructor(
    readonly actions: readonly string[],
    readonly targets: readonly Target[],
    more: Pick<Statement, "sid" | "conditions" | "onlyIf" | "reason"> = {},
  ) {
    this.sid = more.sid;
    this.conditions = more.conditions;
    this.onlyIf = more.onlyIf;
    this.reason = more.reason;
  }

  when(conditions: Conditions): Allowed {
    return new Allowed(this.actions, this.targets, { ...this, conditions });
  }

  onlyUnder(condition: string): Allowed {
    return new Allowed(this.actions, this.targets, { ...this, onlyIf: condition });
  }

  named(sid: string): Allowed {
    return new Allowed(this.actions, this.targets, { ...this, sid });
  }

  /** Says why actions are named by a wildcard. */
  because(reason: string): Allowed {
    return new Allowed(this.actions, this.targets, { ...this, reason });
  }
}

/** Actions still without what they may be done to. */
export interface Allowance {
  on(...targets: readonly Target[]): Allowed;
  /** A placeholder that grants nothing. */
  onNothing(): Allowed;
}

export function allow(...actions: readonly string[]): Allowance {
  return {
    on: (...targets) => new Allowed(actions, targets),
    onNothing: () => new Allowed(actions, []),
  };
}

const target = (text: (names: AppNames) => string, reason?: string): Target => ({ text, isAppBucket: false, reason });

/** Every resource. @param reason why no resource can be named */
export function anything(reason: string): Target {
  return target(() => "*", reason);
}

/** The application's stack. */
export const APP_STACK: Target = target(
  (names) => names.stackArn,
  "The UUID in a stack's ARN is not known before the stack exists.",
);

/** A resource of the application, by logical id. */
export function app(logicalId: string): Target {
  return target((names) => names.arn(logicalId), "Every deployment makes a new revision of a task definition.");
}

/** A bucket of the application, without its objects. */
export function bucket(logicalId: string): Target {
  return { text: (names) => names.arn(logicalId), isAppBucket: true };
}

/** Objects of a bucket of the application. @param keys `*` and `?` are wildcards */
export function objects(logicalId: string, keys: string): Target {
  const reason = "Objects in one bucket of the application, whose keys are made at run time.";
  return { text: (names) => `${names.arn(logicalId)}/${keys}`, isAppBucket: true, reason };
}

/** Tables of a Glue database of the application. @param table `*` for all */
export function tables(database: string, table: string): Target {
  const reason = "The registry makes the tables of this database at run time.";
  return target((names) => glueTable({ Database: names.physicalName(database), Name: table }), reason);
}

/** The Glue Data Catalog, which Glue checks along with databases and tables. */
export const GLUE_CATALOG: Target = target(() => "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:catalog");

/** What a parameter of the stack names. */
export function parameter(name: string, suffix = "", reason?: string): Target {
  return target(() => `\${${name}}${suffix}`, reason);
}

/** A role of the catalogue. */
export function role(name: string): Target {
  return target(() => `\${${name}.Arn}`);
}

/** A managed policy of the catalogue. */
export function policy(name: string): Target {
  return target(() => `\${${name}}`);
}

/** An ARN in any partition, with `${…}` for Fn::Sub. @param rest what follows the partition */
export function arn(rest: string, reason?: string): Target {
  return target(() => `arn:\${AWS::Partition}:${rest}`, reason);
}

/** A resource of a service in the stack's own region and account. */
export function local(service: string, resource: string, reason?: string): Target {
  return target(() => `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`, reason);
}

function glueTable(values: { readonly Database: string; readonly Name: string }): string {
  const form = policyArnForm("AWS::Glue::Table");
  const text = form && fillForm(form, values);
  if (text === undefined) throw new Error("src/aws knows no ARN for AWS::Glue::Table");
  return text;
}
