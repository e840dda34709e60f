import type { OperationContext } from "../operation";
import { sectionOf } from "./deployment";
import type { ImportTarget } from "./engine/find-importable";
import { identifiersOf, isImportable } from "./engine/find-importable";
import type { PlanRequest } from "./engine/plan-update";
import { planUpdate } from "./engine/plan-update";
import { validationError } from "./faults";
import { loadTemplate } from "./load-template";
import { isSame } from "./same-value";

/**
 * Refuses an import that does anything else than taking resources over, as
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import.html has it. Where no source is named
 * the wording is not verified.
 */
export function checkImport(context: OperationContext, request: PlanRequest, targets: readonly ImportTarget[]): void {
  const { stack, deployment } = request;
  if (targets.length === 0)
    throw validationError("ResourcesToImport must be specified for a change set of type IMPORT");
  // Sentence: aws-samples/aws-saas-factory-bootcamp issue 57.
  const foreign = targets.filter(({ type }) => !isImportable(type)).map(({ type }) => type);
  if (foreign.length > 0) {
    throw validationError(`The following resource types are not supported for resource import: ${foreign.join(",")}`);
  }
  const plan = planUpdate(context, request);
  const added = new Set(plan.filter(({ action }) => action === "Add").map(({ logicalId }) => logicalId));
  for (const target of targets) checkTarget(request, target, added);
  const named = new Set(targets.map(({ logicalId }) => logicalId));
  if (named.size < targets.length) throw validationError("ResourcesToImport names a resource more than once");
  const missing = [...added].filter((logicalId) => !named.has(logicalId));
  if (missing.length > 0) {
    throw validationError(`Resources [${missing.join(", ")}] is missing from ResourceToImport list`);
  }
  const changed = plan.filter(({ action }) => action !== "Add").map(({ logicalId }) => logicalId);
  if (changed.length > 0) {
    throw validationError(
      `You have modified resources [${changed.join(", ")}] in your template that are not being imported. ` +
        "Update, create or delete operations cannot be executed during import operations.",
    );
  }
  const before = stack.templateBody === "" ? {} : loadTemplate(stack.processedTemplate ?? stack.templateBody).value;
  if (!isSame(sectionOf(before, "Outputs"), sectionOf(deployment.template, "Outputs"))) {
    // Sentence: awslabs/aws-security-assessment-solution issue 6.
    throw validationError("As part of the import operation, you cannot modify or add [Outputs]");
  }
}

function checkTarget({ deployment }: PlanRequest, target: ImportTarget, added: ReadonlySet<string>): void {
  const { logicalId, type, identifier } = target;
  const declared = deployment.resources.get(logicalId);
  if (declared?.type !== type) {
    throw validationError(`Resource [${logicalId}] of type [${type}] to import is not in the template`);
  }
  if (!added.has(logicalId)) throw validationError(`Resource [${logicalId}] to import is already in the stack`);
  if (declared.declaration["DeletionPolicy"] === undefined) {
    throw validationError(
      `Resources [${logicalId}] to import must have DeletionPolicy attribute specified in the template.`,
    );
  }
  const expected = [...identifiersOf(type)].sort();
  if (!isSame(Object.keys(identifier).sort(), expected)) {
    throw validationError(
      `Invalid ResourceIdentifier for resource [${logicalId}]: expected [${expected.join(", ")}], got [${Object.keys(identifier).join(", ")}]`,
    );
  }
}
