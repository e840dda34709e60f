export { deployStack, outputsOf } from "./deploy-stack";
export type { Deployment } from "./deploy-stack";
export { fillExports } from "./fill-exports";
export { fillParameterStore } from "./fill-parameter-store";
export { offerTemplate } from "./offer-template";
export { fillParameters, plausibleValue } from "./plausible-parameters";
export { tearDown } from "./tear-down";
export type { TearDownOutcome } from "./tear-down";
