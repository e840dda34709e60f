import type { CompiledStatement } from "./compiled-statement";

/** Statements by the service of the actions that they are about. */
export class ServiceIndex {
  readonly #own = new Map<string, CompiledStatement[]>();
  readonly #aboutAny: readonly CompiledStatement[];
  /** Own lists put together with those about any service, when somebody asks: few services ever are. */
  readonly #merged = new Map<string, readonly CompiledStatement[]>();

  constructor(statements: readonly CompiledStatement[]) {
    this.#aboutAny = statements.filter(({ services }) => services === undefined);
    for (const statement of statements) {
      for (const service of statement.services ?? []) {
        const list = this.#own.get(service);
        if (list === undefined) this.#own.set(service, [statement]);
        else list.push(statement);
      }
    }
  }

  statementsAbout(service: string): readonly CompiledStatement[] {
    const merged = this.#merged.get(service);
    if (merged !== undefined) return merged;
    const own = this.#own.get(service);
    if (own === undefined) return this.#aboutAny;
    const all =
      this.#aboutAny.length === 0 ? own : [...own, ...this.#aboutAny].sort((one, other) => one.index - other.index);
    this.#merged.set(service, all);
    return all;
  }
}
