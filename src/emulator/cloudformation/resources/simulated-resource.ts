import type { ResourceHandler } from "./handler";
import { checkPolicies } from "./policy-checks";
import { checkPrincipals } from "./principal-checks";
import { checkRoles } from "./role-checks";

/**
 * Any type without a service here: it gets its name and its attributes, and the roles, managed policies and principals it names must
 * be what AWS would accept. There is nothing else to it.
 */
export const simulatedResource: ResourceHandler = {
  async create({ context, type, properties, identity, initiated }) {
    await checkRoles(context, type, properties);
    await checkPolicies(context, properties);
    await checkPrincipals(context, type, properties);
    initiated(identity.ref);
    return { physicalId: identity.ref, attributes: identity.attributes };
  },

  async update({ context, type, properties, attributes }) {
    await checkRoles(context, type, properties);
    await checkPolicies(context, properties);
    await checkPrincipals(context, type, properties);
    return { attributes };
  },

  delete: () => Promise.resolve(),
};
