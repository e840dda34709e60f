import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from "./simulation/context-keys";
import { simulateCustomPolicy, simulatePrincipalPolicy } from "./simulation/simulate-policy";

/** Operations that simulate policies or report what was accessed. */
export const simulationOperations = {
  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
};
