import type { Operation } from "../operation";
import { createStack } from "./operations/create-stack";
import { deleteStack } from "./operations/delete-stack";
import { describeStackEvents } from "./operations/describe-stack-events";
import { describeStacks } from "./operations/describe-stacks";
import { getTemplate } from "./operations/get-template";
import { getTemplateSummary } from "./operations/get-template-summary";
import { listExports, listImports } from "./operations/list-exports";
import { listStacks } from "./operations/list-stacks";
import { describeStackResource, describeStackResources, listStackResources } from "./operations/stack-resources";
import { updateStack } from "./operations/update-stack";
import { validateTemplateOperation } from "./operations/validate-template";

/** Every operation of CloudFormation that the emulator has. */
export const operations: readonly Operation[] = [
  createStack,
  deleteStack,
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  getTemplate,
  getTemplateSummary,
  listExports,
  listImports,
  listStackResources,
  listStacks,
  updateStack,
  validateTemplateOperation,
];
