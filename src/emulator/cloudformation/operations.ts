import type { Operation } from "../operation";
import { createChangeSet } from "./operations/create-change-set";
import { createStack } from "./operations/create-stack";
import { deleteChangeSet } from "./operations/delete-change-set";
import { deleteStack } from "./operations/delete-stack";
import { describeChangeSet } from "./operations/describe-change-set";
import { describeStackEvents } from "./operations/describe-stack-events";
import { describeStacks } from "./operations/describe-stacks";
import { executeChangeSet } from "./operations/execute-change-set";
import { getTemplate } from "./operations/get-template";
import { getTemplateSummary } from "./operations/get-template-summary";
import { listChangeSets } from "./operations/list-change-sets";
import { listExports, listImports } from "./operations/list-exports";
import { listStacks } from "./operations/list-stacks";
import { describeStackResource, describeStackResources, listStackResources } from "./operations/stack-resources";
import { updateStack } from "./operations/update-stack";
import { validateTemplateOperation } from "./operations/validate-template";

/** Every operation of CloudFormation that the emulator has. */
export const operations: readonly Operation[] = [
  createChangeSet,
  createStack,
  deleteChangeSet,
  deleteStack,
  describeChangeSet,
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  describeStacks,
  executeChangeSet,
  getTemplate,
  getTemplateSummary,
  listChangeSets,
  listExports,
  listImports,
  listStackResources,
  listStacks,
  updateStack,
  validateTemplateOperation,
];
