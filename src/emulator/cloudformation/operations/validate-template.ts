import type { ValidateTemplateInput, ValidateTemplateOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { loadTemplate } from "../load-template";
import { readTemplateSource } from "../template-source";
import { declaredParameters, summarizeTemplate } from "../template-summary";

/** ValidateTemplate — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplateOperation = defineOperation<ValidateTemplateInput, ValidateTemplateOutput>({
  name: "ValidateTemplate",
  async run(input, context) {
    const { value } = loadTemplate(await readTemplateSource(input, context));
    return { Parameters: declaredParameters(value), ...summarizeTemplate(value) };
  },
});
