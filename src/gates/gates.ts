import { appStackDeployment } from "./app-stack";
import type { Gate } from "./gate";
import { iamStackDeployment } from "./iam-stack";
import { outputQuery } from "./output-query";
import { runtimeValidation } from "./runtime-validation";
import { templateValidation } from "./template-validation";

/** The quality gates of the specification, in their order. */
export const QUALITY_GATES: readonly Gate[] = [
  templateValidation,
  iamStackDeployment,
  outputQuery,
  appStackDeployment,
  runtimeValidation,
];
