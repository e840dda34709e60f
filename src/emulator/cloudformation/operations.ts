import type { Operation } from "../operation";
import { cancelUpdateStack } from "./operations/cancel-update-stack";
import { createChangeSet } from "./operations/create-change-set";
import { createStack } from "./operations/create-stack";
import { deleteChangeSet } from "./operations/delete-change-set";
import { deleteStack } from "./operations/delete-stack";
import { describeChangeSet } from "./operations/describe-change-set";
import { describeEvents } from "./operations/describe-events";
import { describeStackEvents } from "./operations/describe-stack-events";
import { describeStacks } from "./operations/describe-stacks";
import { estimateTemplateCost } from "./operations/estimate-template-cost";
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
  detectStackResourceDrift,
} from "./operations/drift";
import { executeChangeSet } from "./operations/execute-change-set";
import { getTemplate } from "./operations/get-template";
import { getTemplateSummary } from "./operations/get-template-summary";
import { listChangeSets } from "./operations/list-change-sets";
import { listExports, listImports } from "./operations/list-exports";
import { listStacks } from "./operations/list-stacks";
import { continueUpdateRollback, rollbackStack } from "./operations/roll-back";
import { signalResource } from "./operations/signal-resource";
import { getStackPolicy, setStackPolicy } from "./operations/stack-policies";
import {
  createStackRefactor,
  describeStackRefactor,
  executeStackRefactor,
  listStackRefactorActions,
  listStackRefactors,
} from "./operations/stack-refactors";
import { describeStackResource, describeStackResources, listStackResources } from "./operations/stack-resources";
import { updateTerminationProtection } from "./operations/termination-protection";
import { updateStack } from "./operations/update-stack";
import { validateTemplateOperation } from "./operations/validate-template";

/** Every operation of CloudFormation that the emulator has. */
export const operations: readonly Operation[] = [
  cancelUpdateStack,
  continueUpdateRollback,
  createChangeSet,
  createStack,
  createStackRefactor,
  deleteChangeSet,
  deleteStack,
  describeChangeSet,
  describeEvents,
  describeStackDriftDetectionStatus,
  describeStackEvents,
  describeStackRefactor,
  describeStackResource,
  describeStackResourceDrifts,
  describeStackResources,
  describeStacks,
  detectStackDrift,
  detectStackResourceDrift,
  estimateTemplateCost,
  executeChangeSet,
  executeStackRefactor,
  getStackPolicy,
  getTemplate,
  getTemplateSummary,
  listChangeSets,
  listExports,
  listImports,
  listStackRefactorActions,
  listStackRefactors,
  listStackResources,
  listStacks,
  rollbackStack,
  setStackPolicy,
  signalResource,
  updateStack,
  updateTerminationProtection,
  validateTemplateOperation,
];
