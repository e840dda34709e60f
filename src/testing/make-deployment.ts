import type { DeployedTemplate } from "./deploy-stacks";
import { createAccessQuestion } from "./deployed-access";
import { Deployment } from "./deployment";

/** What a test gets of the stacks that were deployed. */
export function makeDeployment(deployed: readonly DeployedTemplate[], unchecked: readonly string[] = []): Deployment {
  const stacks = deployed.map(({ stack }) => stack);
  const principals = deployed.flatMap((template) => template.principals);
  return new Deployment(stacks, createAccessQuestion(stacks, principals), unchecked);
}
