import { identifyResource } from "../../../aws";
import type { TemplateMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { claimKeyOf, claimName, releaseName } from "../names";
import { resolveReferences } from "../references/resolve-references";
import type { CreatedResource, RefusedCreation } from "../resources/handler";
import { handlerOf } from "../resources/handlers";
import type { StackRow } from "../stack";
import { actingContext } from "./acting-context";
import { nameInTheWay, reasonOfFault } from "./reasons";

/** What is to be made, and for whom. */
export interface ProvisionRequest {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: TemplateMap;
  /** The unique name that the resource to be replaced has. @default - nothing is replaced, or it has none */
  readonly replacedName?: string;
  /** Hears of the resource as soon as something exists. */
  initiated(physicalId: string, claim: string | undefined): void;
}

/** Makes one resource under the name that it is given or that CloudFormation would generate. */
export async function provision(request: ProvisionRequest): Promise<CreatedResource | RefusedCreation> {
  const { context, stack, logicalId, type, replacedName } = request;
  const resolved = await resolveReferences(context, { stackId: stack.id, logicalId, type }, request.properties);
  if ("refused" in resolved) return resolved;
  const { properties } = resolved;
  const { random, region, caller } = context;
  const identity = identifyResource(type, {
    stackName: stack.name,
    logicalId,
    properties,
    region,
    account: caller.accountId,
    random,
  });
  const { name } = identity;
  const claim = claimKeyOf(context, type, properties, name);
  // The new resource is made before the old one goes.
  if (claim !== undefined && name === replacedName) return { refused: nameInTheWay(name) };
  const taken = claim === undefined ? undefined : claimName(context, stack, claim, name);
  if (taken !== undefined) return { refused: taken };

  let exists = false;
  const creation = {
    context,
    stack,
    logicalId,
    type,
    properties,
    name,
    identity,
    initiated: (physicalId: string): void => {
      exists = true;
      request.initiated(physicalId, claim);
    },
  };
  const outcome = await attempt(
    async () => handlerOf(type).create({ ...creation, context: await actingContext(context, stack) }),
    type,
    name,
    context,
  );
  // What exists keeps its name until a rollback deletes it.
  if ("refused" in outcome && !exists) releaseName(context, { claim });
  return outcome;
}

/** Runs what a handler does; a service's fault becomes the resource's failure. */
export async function attempt<Result>(
  work: () => Promise<Result | RefusedCreation>,
  type: string,
  name: string,
  context: OperationContext,
): Promise<Result | RefusedCreation> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return { refused: reasonOfFault(error, type, name, context) };
  }
}
