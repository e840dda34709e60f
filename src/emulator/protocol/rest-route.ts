import type { OperationShapes } from "../schema";
import { listRequiredMembers } from "../schema";
import type { ServiceModel } from "../service-model";
import type { WireRequest } from "../wire";
import type { S3Address } from "./s3-address";

/** How an operation is recognized, from its `http` trait and its required members. */
interface Route {
  readonly name: string;
  readonly method: string;
  readonly needs: "nothing" | "bucket" | "key";
  /** Query parameters that must be there, with their value where it is fixed. */
  readonly query: ReadonlyMap<string, string | undefined>;
  readonly headers: readonly string[];
}

const routesOfService = new WeakMap<ServiceModel, readonly Route[]>();

/** The operation that a REST request means: of those that fit, the one that asks for most. */
export function findRoute(request: WireRequest, address: S3Address, service: ServiceModel): string | undefined {
  const query = new URLSearchParams(request.query);
  const addressed = address.key !== undefined ? "key" : address.bucket !== undefined ? "bucket" : "nothing";
  const named = query.get("x-id");
  const fitting = routesOf(service).filter(
    (route) =>
      route.method === request.method &&
      route.needs === addressed &&
      (named === null || !route.query.has("x-id") || route.query.get("x-id") === named) &&
      [...route.query].every(
        ([name, value]) => name === "x-id" || (query.has(name) && (value === undefined || query.get(name) === value)),
      ) &&
      route.headers.every((name) => request.headers[name] !== undefined),
  );
  return fitting.reduce<Route | undefined>((best, route) => (weigh(route) > weigh(best) ? route : best), undefined)
    ?.name;
}

function weigh(route: Route | undefined): number {
  if (route === undefined) return -1;
  return [...route.query.keys()].filter((name) => name !== "x-id").length + route.headers.length;
}

function routesOf(service: ServiceModel): readonly Route[] {
  let routes = routesOfService.get(service);
  if (routes === undefined) {
    routes = service.listOperations().flatMap((name) => {
      const shapes = service.findShapes(name);
      return shapes === undefined ? [] : readRoute(shapes);
    });
    routesOfService.set(service, routes);
  }
  return routes;
}

function readRoute({ name, http, input }: OperationShapes): Route[] {
  const [method, uri] = http ?? [];
  const [path, literal = ""] = (uri ?? "").split("?");
  // Any other path belongs to another endpoint (WriteGetObjectResponse).
  if (method === undefined || (path !== "/" && path !== "/{Key+}")) return [];
  const query = new Map<string, string | undefined>(
    [...new URLSearchParams(literal)].map(([key, value]) => [key, value === "" ? undefined : value]),
  );
  const headers: string[] = [];
  let bucket = false;
  const required = listRequiredMembers(input);
  for (const [member, shape] of input.isUnitSchema() ? [] : input.structIterator()) {
    const { httpLabel, httpQuery, httpHeader } = shape.getMergedTraits();
    if (httpLabel && member === "Bucket") bucket = true;
    if (!required.has(member)) continue;
    if (typeof httpQuery === "string" && !query.has(httpQuery)) query.set(httpQuery, undefined);
    if (typeof httpHeader === "string") headers.push(httpHeader.toLowerCase());
  }
  return [{ name, method, needs: path === "/{Key+}" ? "key" : bucket ? "bucket" : "nothing", query, headers }];
}
