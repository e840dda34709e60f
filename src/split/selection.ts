import { UserError } from "../base";
import type { Catalog } from "../catalog";
import { findResource, type Monolith, type Resource } from "./monolith";
import { positionOf } from "./position";
import type { AbsentName, KeptResource, MovedResource, SplitWarning } from "./report";

/** Which resources move, and why the other IAM resources stay. */
export interface Selection {
  /** Logical ids, in the order of the template. */
  readonly moved: ReadonlySet<string>;
  readonly movedResources: readonly MovedResource[];
  readonly kept: readonly KeptResource[];
  readonly absent: readonly AbsentName[];
  readonly warnings: readonly SplitWarning[];
}

const POLICY_TYPES: readonly string[] = ["AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"];

/** Policies that belong to the resource they protect: they name it, so they stay beside it. */
const RESOURCE_POLICY =
  /^AWS::[A-Za-z0-9]+::(?:Bucket|Queue|Topic|EventBus|Resource|AccessPoint|FileSystem|Registry)(?:Inline)?Policy$/;

/** Elements in which IAM wants an entity that exists when the role or policy is made. */
const NEEDS_EXISTING_ENTITY: readonly string[] = [
  "ManagedPolicyArns",
  "PermissionsBoundary",
  // Where the document is one text: what a trust policy names in it is its principal, an OIDC provider for instance.
  "AssumeRolePolicyDocument",
  "Roles",
  "Users",
  "Groups",
];

export function isIamType(type: string): boolean {
  return type.startsWith("AWS::IAM::");
}

export function select(monolith: Monolith, catalog: Catalog): Selection {
  const absent: AbsentName[] = [];
  const listed = catalog.mode === "all" ? listAll(monolith, catalog) : listNames(monolith, catalog, absent);
  for (const name of catalog.excluded) {
    if (!monolith.resources.has(name)) absent.push({ name, list: "exclude_policies" });
  }
  for (const name of catalog.sever.keys()) {
    if (findResource(monolith, name) === undefined) absent.push({ name, list: "resources" });
  }
  const wanted = withFollowers(monolith, listed, new Set(catalog.excluded));
  const moved = new Set([...monolith.resources.keys()].filter((logicalId) => wanted.has(logicalId)));
  if (moved.size === 0) {
    const isAll = catalog.mode === "all";
    const what = isAll ? "the template has no IAM resource" : "none of the configured resources is in the template";
    throw new UserError("nothing-to-move", `${what}, so there is nothing to split`, {
      at: { file: monolith.template.file, path: ["Resources"] },
      hint: isAll
        ? "deploy it as it is; what a loop or a macro makes is not seen"
        : "check the names in the configuration, or use --all to externalize every IAM resource",
    });
  }
  return {
    moved,
    movedResources: [...moved].map((logicalId) => ({
      logicalId,
      type: resourceOf(monolith, logicalId).type,
      listed: listed.has(logicalId),
    })),
    kept: keptResources(monolith, moved, catalog),
    absent,
    warnings: [...moved]
      .filter((logicalId) => !listed.has(logicalId))
      .map((logicalId) => ({
        code: "followed",
        message: `${logicalId} is not in the configuration, and moves because a moved resource needs it to exist first`,
        path: ["Resources", logicalId],
      })),
  };
}

export function resourceOf(monolith: Monolith, logicalId: string): Resource {
  const resource = findResource(monolith, logicalId);
  if (resource === undefined) throw new Error(`no resource ${logicalId} in ${monolith.template.file}`);
  return resource;
}

function listAll(monolith: Monolith, catalog: Catalog): Set<string> {
  const excluded = new Set(catalog.excluded);
  return new Set(
    [...monolith.resources.values()]
      .filter(({ logicalId, type }) => isIamType(type) && !excluded.has(logicalId))
      .map(({ logicalId }) => logicalId),
  );
}

function listNames(monolith: Monolith, catalog: Catalog, absent: AbsentName[]): Set<string> {
  const listed = new Set<string>();
  const take = (name: string, list: "roles" | "policies", types: readonly string[]): void => {
    const resource = monolith.resources.get(name);
    if (resource === undefined) {
      absent.push({ name, list });
      return;
    }
    if (!types.includes(resource.type)) {
      throw new UserError("wrong-type", `'${name}' is listed under '${list}', but is ${resource.type}`, {
        at: monolith.template.locate(["Resources", name]),
        hint: RESOURCE_POLICY.test(resource.type)
          ? "a resource policy stays beside its resource; list it under exclude_policies"
          : `allowed types under '${list}': ${types.join(", ")}`,
      });
    }
    listed.add(name);
  };
  for (const name of catalog.roles) take(name, "roles", ["AWS::IAM::Role"]);
  for (const name of catalog.policies) take(name, "policies", POLICY_TYPES);
  return listed;
}

/** IAM resources that a moved one needs to exist: an attached policy, a trusted role. They cannot come later. */
function withFollowers(monolith: Monolith, listed: ReadonlySet<string>, excluded: ReadonlySet<string>): Set<string> {
  const moved = new Set(listed);
  const queue = [...listed];
  for (let logicalId = queue.pop(); logicalId !== undefined; logicalId = queue.pop()) {
    for (const reference of resourceOf(monolith, logicalId).references) {
      const target = reference.namespace === "value" ? monolith.resources.get(reference.target) : undefined;
      if (target === undefined || !isIamType(target.type)) continue;
      if (moved.has(target.logicalId) || excluded.has(target.logicalId)) continue;
      const position = positionOf(reference.path);
      const needed =
        (position.kind === "property" && NEEDS_EXISTING_ENTITY.includes(position.property)) ||
        (position.kind === "statement" && position.element === "Principal");
      if (!needed) continue;
      moved.add(target.logicalId);
      queue.push(target.logicalId);
    }
  }
  return moved;
}

function keptResources(monolith: Monolith, moved: ReadonlySet<string>, catalog: Catalog): KeptResource[] {
  const excluded = new Set(catalog.excluded);
  const kept: KeptResource[] = [];
  for (const { logicalId, type } of monolith.resources.values()) {
    if (moved.has(logicalId)) continue;
    if (RESOURCE_POLICY.test(type)) {
      const why = excluded.has(logicalId) ? ", excluded by the configuration" : "";
      kept.push({ logicalId, type, because: `a resource policy stays beside its resource${why}` });
    } else if (isIamType(type)) {
      const because = excluded.has(logicalId) ? "excluded by the configuration" : "not in the configuration";
      kept.push({ logicalId, type, because });
    }
  }
  return kept;
}
