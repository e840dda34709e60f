export { Deployment } from "./deployment";
export type { DeployedResource, DeployedStack } from "./deployment";
export { expectDeployable } from "./expect-deployable";
export type { DeployOptions } from "./expect-deployable";
export { expectGatesToPass } from "./expect-gates-to-pass";
export type { GateOptions } from "./expect-gates-to-pass";
