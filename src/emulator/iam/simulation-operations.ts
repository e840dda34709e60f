/** Operations that simulate policies or report what was accessed. */
export const simulationOperations = {};
