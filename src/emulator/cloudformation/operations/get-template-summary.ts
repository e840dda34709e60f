import type {
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ParameterDeclaration,
  ResourceIdentifierSummary,
} from "@aws-sdk/client-cloudformation";
import { resourceSchema } from "../../../aws";
import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { sectionOf } from "../deployment";
import { noStackWithId, validationError } from "../faults";
import { loadTemplate } from "../load-template";
import { findLiveStack, findStack } from "../stack-store";
import { readTemplateSource } from "../template-source";
import { isNoEcho, summarizeTemplate, textOf } from "../template-summary";

/** GetTemplateSummary — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary = defineOperation<GetTemplateSummaryInput, GetTemplateSummaryOutput>({
  name: "GetTemplateSummary",
  async run(input, context) {
    const { value } = loadTemplate(await bodyOf(input, context));
    const metadata = value["Metadata"];
    return {
      Parameters: Object.entries(sectionOf(value, "Parameters")).flatMap(([key, declaration]) =>
        isMap(declaration) ? [declareParameter(key, declaration)] : [],
      ),
      ...summarizeTemplate(value),
      ResourceTypes: [...new Set(resourceTypes(value).map(([, type]) => type))],
      Version: textOf(value, "AWSTemplateFormatVersion"),
      Metadata: metadata === undefined ? undefined : JSON.stringify(metadata),
      ResourceIdentifierSummaries: identifierSummaries(value),
    };
  },
});

async function bodyOf(input: GetTemplateSummaryInput, context: OperationContext): Promise<string> {
  const name = input.StackName;
  if (name === undefined) return readTemplateSource(input, context);
  const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
  // Unverified that it words this as GetTemplate does.
  if (stack === undefined) throw noStackWithId(name);
  if (stack.status === "REVIEW_IN_PROGRESS") {
    throw validationError("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
  }
  return stack.templateBody;
}

function declareParameter(key: string, declaration: TemplateMap): ParameterDeclaration {
  const allowed = declaration["AllowedValues"];
  return {
    ParameterKey: key,
    DefaultValue: textOf(declaration, "Default"),
    ParameterType: textOf(declaration, "Type"),
    NoEcho: isNoEcho(declaration),
    Description: textOf(declaration, "Description"),
    ParameterConstraints: Array.isArray(allowed) ? { AllowedValues: allowed.map(String) } : {},
  };
}

function resourceTypes(template: TemplateMap): [logicalId: string, type: string][] {
  return Object.entries(sectionOf(template, "Resources")).flatMap(([logicalId, resource]) => {
    const type = isMap(resource) ? resource["Type"] : undefined;
    return typeof type === "string" ? [[logicalId, type] as [string, string]] : [];
  });
}

function identifierSummaries(template: TemplateMap): ResourceIdentifierSummary[] {
  const byType = new Map<string, string[]>();
  for (const [logicalId, type] of resourceTypes(template)) {
    const others = byType.get(type);
    if (others === undefined) byType.set(type, [logicalId]);
    else others.push(logicalId);
  }
  return [...byType].map(([type, logicalIds]) => ({
    ResourceType: type,
    LogicalResourceIds: logicalIds,
    ResourceIdentifiers: [...(resourceSchema(type)?.primaryIdentifier ?? [])],
  }));
}
