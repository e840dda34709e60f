import type { EstimateTemplateCostInput, EstimateTemplateCostOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { prepareDeployment } from "../engine/prepare-deployment";
import { loadTemplate } from "../load-template";
import { newStackId } from "../new-stack";
import { readTemplateSource } from "../template-source";
import { newUuid } from "../../uuid";

/**
 * EstimateTemplateCost: checks the template and its parameters, and answers with a URL of the form that AWS answers with,
 * where nobody has stored an estimate.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_EstimateTemplateCost.html
 */
export const estimateTemplateCost = defineOperation<EstimateTemplateCostInput, EstimateTemplateCostOutput>({
  name: "EstimateTemplateCost",
  async run(input, context) {
    const template = loadTemplate(await readTemplateSource(input, context)).value;
    const name = "estimate";
    const identity = { id: newStackId(context, name), name, notificationArns: [] };
    await prepareDeployment(context, identity, template, input.Parameters ?? []);
    return { Url: `http://calculator.s3.amazonaws.com/calc5.html?key=cloudformation/${newUuid(context)}` };
  },
});
