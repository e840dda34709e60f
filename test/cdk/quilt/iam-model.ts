/** A statement with lists in place of scalars. Texts speak of parameters, resources and pseudo-parameters as `{X}`. */
export interface StatementModel {
  readonly sid?: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** The template's condition, and what stands there where it does not hold; undefined: no statement. */
  readonly choice?: { readonly condition: string; readonly otherwise?: StatementModel };
}

export interface TrustModel {
  readonly sid?: string;
  readonly effect: string;
  readonly services: readonly string[];
  readonly principals: readonly string[];
  readonly actions: readonly string[];
}

/** A role, or a managed policy: then its document stands under `document`. */
export interface IamModel {
  readonly kind: string;
  readonly name?: string;
  readonly path: string;
  readonly trust: readonly TrustModel[];
  readonly attached: readonly string[];
  readonly statements: Readonly<Record<string, readonly StatementModel[]>>;
}

export const EMPTY_ROLE: IamModel = { kind: "role", path: "/", trust: [], attached: [], statements: {} };

/** Changes every statement of every policy; one may become several. */
export function mapStatements(
  model: IamModel,
  change: (statements: readonly StatementModel[]) => readonly StatementModel[],
): IamModel {
  const statements = Object.entries(model.statements).map(([name, list]) => [name, change(list)]);
  return { ...model, statements: Object.fromEntries(statements) };
}

/** The model with lists in an order of no meaning put into one order, so that equal models are equal texts. */
export function inOrder(model: IamModel): unknown {
  const sorted = (list: readonly string[] | undefined): readonly string[] | undefined => list && [...list].sort();
  const statement = ({ choice, ...rest }: StatementModel): unknown => ({
    ...rest,
    actions: sorted(rest.actions),
    resources: sorted(rest.resources),
    choice: choice && { ...choice, otherwise: choice.otherwise && statement(choice.otherwise) },
  });
  const inTextOrder = (list: readonly unknown[]): unknown[] =>
    [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    ...model,
    trust: model.trust.map((trust) => ({ ...trust, principals: sorted(trust.principals) })),
    statements: Object.fromEntries(
      Object.entries(model.statements)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, list]) => [name, inTextOrder(list.map(statement))]),
    ),
  };
}
