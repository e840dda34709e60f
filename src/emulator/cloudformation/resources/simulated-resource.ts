import type { ResourceHandler } from "./handler";
import { handlerNeeds } from "./handler-needs";
import { checkPolicies } from "./policy-checks";
import { checkPrincipals } from "./principal-checks";
import { checkRoles } from "./role-checks";

/**
 * Any type without a service here: it gets its name and its attributes, and the roles, managed policies and principals it names must
 * be what AWS would accept. Where access is decided, the caller must be allowed what CloudFormation's handler of the type does.
 * There is nothing else to it.
 */
export const simulatedResource: ResourceHandler = {
  async create({ context, type, properties, identity, initiated }) {
    await context.require(handlerNeeds({ type, attributes: identity.attributes, ref: identity.ref }, "create"));
    await checkRoles(context, type, properties);
    await checkPolicies(context, properties);
    await checkPrincipals(context, type, properties);
    initiated(identity.ref);
    return { physicalId: identity.ref, attributes: identity.attributes };
  },

  async update({ context, type, properties, attributes, physicalId }) {
    await context.require(handlerNeeds({ type, attributes, ref: physicalId }, "update"));
    await checkRoles(context, type, properties);
    await checkPolicies(context, properties);
    await checkPrincipals(context, type, properties);
    return { attributes };
  },

  async delete({ context, type, attributes, physicalId }) {
    await context.require(handlerNeeds({ type, attributes, ref: physicalId }, "delete"));
  },
};
