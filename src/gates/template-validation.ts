import { TEMPLATE_LIMITS } from "../template";
import { defineGate, resultOf, type Problem } from "./gate";
import { checkAppContract } from "./app-template-contract";
import type { CloudFormationCaller } from "./callers";
import type { GateContext, TemplateUnderTest } from "./context";
import { checkIamContract } from "./iam-template-contract";
import { templateUrlMissing } from "./sentences";
import { describeThrown, isServiceError } from "./service-error";

/** Gate 1: both templates are valid and keep the contract between them. */
export const templateValidation = defineGate({
  number: 1,
  id: "template-validation",
  claim: "both templates are valid CloudFormation and fit together",
  why: "a template that CloudFormation refuses, or a wire with one end, is cheapest to mend before anything is deployed",
  category: "Template Preparation Errors",
  async check(context) {
    const { iamTemplate, appTemplate } = context;
    if (iamTemplate === undefined && appTemplate === undefined) return "not-applicable";
    const problems: Problem[] = [];
    for (const [role, subject] of [
      ["IAM template", iamTemplate],
      ["app template", appTemplate],
    ] as const) {
      if (subject === undefined) continue;
      problems.push(...checkSize(role, subject), ...(await validate(role, subject, context.cloudFormation)));
    }
    return resultOf([...problems, ...checkContract(context)]);
  },
});

function checkContract({ iamTemplate, appTemplate, wiring }: GateContext): readonly Problem[] {
  return [
    ...(iamTemplate === undefined ? [] : checkIamContract(iamTemplate.template, appTemplate?.template, wiring)),
    ...(appTemplate === undefined ? [] : checkAppContract(appTemplate.template, iamTemplate?.template, wiring)),
  ];
}

function checkSize(role: string, { template }: TemplateUnderTest): readonly Problem[] {
  const size = Buffer.byteLength(template.text);
  if (size <= TEMPLATE_LIMITS.templateUrlBytes) return [];
  return [
    {
      category: "Template Preparation Errors",
      message: `The ${role} has ${size} bytes, CloudFormation takes at most ${TEMPLATE_LIMITS.templateUrlBytes}`,
      where: template.file,
      remedy: "Move a part of it into a stack of its own.",
    },
  ];
}

/** Asks CloudFormation itself. */
async function validate(
  role: string,
  { template, url, stackName }: TemplateUnderTest,
  cloudFormation: CloudFormationCaller,
): Promise<readonly Problem[]> {
  try {
    // A template read back from a stack may be too large for TemplateBody and have no URL any more.
    if (stackName !== undefined) await cloudFormation.getTemplateSummary({ StackName: stackName });
    else if (url !== undefined) await cloudFormation.validateTemplate({ TemplateURL: url });
    else await cloudFormation.validateTemplate({ TemplateBody: template.text });
    return [];
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const message = describeThrown(error);
    if (url !== undefined && /^S3 error|TemplateURL must reference/.test(message)) return [templateUrlMissing(url)];
    return [
      {
        category: "Template Preparation Errors",
        message: `CloudFormation refuses the ${role}: ${message}`,
        where: template.file,
        remedy: "Correct what CloudFormation names in the monolith and split again.",
      },
    ];
  }
}
