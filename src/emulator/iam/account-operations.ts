/** Operations on identity providers, service-linked roles, delegation and the account as a whole. */
export const accountOperations = {};
