import {
  DEFAULT_POLICY_PATTERN,
  DEFAULT_ROLE_PATTERN,
  QUILT_CATALOG,
  everythingCatalog,
  parseSplitConfig,
  type Catalog,
} from "../catalog";
import { UserError } from "../base";
import { readInput } from "../files";

/** What an {@link IamCatalog} that is written in code lists. */
export interface IamCatalogProps {
  /**
   * Logical ids of the roles.
   * @default - no roles
   */
  readonly roles?: string[];
  /**
   * Logical ids of the managed policies.
   * @default - no managed policies
   */
  readonly policies?: string[];
  /**
   * AllowedPattern of the parameters that take ARNs of roles.
   * @default - ARNs of roles in every partition
   */
  readonly rolePattern?: string;
  /**
   * AllowedPattern of the parameters that take ARNs of managed policies.
   * @default - ARNs of customer managed policies in every partition
   */
  readonly policyPattern?: string;
  /**
   * Label of the parameters' group in consoles.
   * @default "IAM roles and policies"
   */
  readonly parameterGroup?: string;
}

/** What a security team takes over: roles and managed policies by name. */
export class IamCatalog {
  /**
   * Reads a split configuration, YAML or JSON, as `xiam split --config` takes it.
   *
   * @param file path, relative to the working folder
   */
  public static fromFile(file: string): IamCatalog {
    return new IamCatalog(parseSplitConfig(readInput(file, "configuration"), { file }));
  }

  /** A catalogue that lists roles and managed policies here. */
  public static of(props: IamCatalogProps): IamCatalog {
    const roles = [...(props.roles ?? [])];
    const policies = [...(props.policies ?? [])];
    refuseBadNames([...roles, ...policies]);
    for (const pattern of [props.rolePattern, props.policyPattern]) refuseBadPattern(pattern);
    return new IamCatalog({
      mode: "listed",
      roles,
      policies,
      excluded: [],
      rolePattern: props.rolePattern ?? DEFAULT_ROLE_PATTERN,
      policyPattern: props.policyPattern ?? DEFAULT_POLICY_PATTERN,
      parameterGroup: { name: props.parameterGroup ?? "IAM roles and policies" },
      tails: "12",
      sever: new Map(),
    });
  }

  /** Every IAM resource that a template has. Lists no names, so it serves to split only. */
  public static everything(): IamCatalog {
    return new IamCatalog(everythingCatalog());
  }

  /** The 24 roles and 8 managed policies of the Quilt platform. */
  public static quilt(): IamCatalog {
    return new IamCatalog(QUILT_CATALOG);
  }

  /** Logical ids of the roles; none where the catalogue means every IAM resource. */
  public readonly roles: string[];
  /** Logical ids of the managed policies; none where the catalogue means every IAM resource. */
  public readonly policies: string[];

  /** @internal */
  public readonly _catalog: Catalog;

  private constructor(catalog: Catalog) {
    this._catalog = catalog;
    this.roles = [...catalog.roles];
    this.policies = [...catalog.policies];
  }
}

function refuseBadNames(names: readonly string[]): void {
  if (names.length === 0) {
    throw new UserError(
      "config-invalid",
      "the catalogue is empty, expected at least one name in 'roles' or 'policies'",
    );
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
      throw new UserError("config-invalid", `'${name}' is not a logical id, allowed: up to 255 letters and digits`);
    }
    if (seen.has(name)) throw new UserError("config-invalid", `'${name}' is listed twice, expected once`);
    seen.add(name);
  }
}

function refuseBadPattern(pattern: string | undefined): void {
  try {
    if (pattern !== undefined) new RegExp(pattern);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UserError("config-invalid", `'${pattern}' is not a regular expression (${cause.message})`, { cause });
  }
}
