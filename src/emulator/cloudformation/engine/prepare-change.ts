import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { checkCapabilities, transformsIn } from "../capabilities";
import type { Deployment } from "../deployment";
import { sectionOf } from "../deployment";
import { validationError } from "../faults";
import { loadTemplate } from "../load-template";
import type { GivenParameter } from "../parameters";
import { withPreviousValues } from "../parameters";
import { checkServiceRole } from "../resources/role-checks";
import type { StackRow, StackSettings } from "../stack";
import { readTemplateSource } from "../template-source";
import { textOf } from "../template-summary";
import type { StackIdentity } from "./environment";
import { prepareDeployment } from "./prepare-deployment";
import { refuseMacros } from "./process-template";

/** What CreateStack, UpdateStack and CreateChangeSet say of a stack alike. */
export interface ChangeInput {
  /** @default - the request is carried out at once */
  readonly ChangeSetName?: string;
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters?: readonly GivenParameter[];
  readonly Capabilities?: readonly string[];
  readonly ResourceTypes?: readonly string[];
  readonly RoleARN?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly NotificationARNs?: readonly string[];
  readonly RollbackConfiguration?: object;
}

/** A request that may be carried out. */
export interface PreparedChange {
  readonly settings: StackSettings;
  readonly deployment: Deployment;
}

/**
 * Reads and checks what a request wants a stack to be, all that can be checked before anything is made; throws
 * ValidationError in CloudFormation's words.
 *
 * @param previous the stack that is changed; what the request leaves out stays. @default - a new stack
 */
export async function prepareChange(
  context: OperationContext,
  stack: Pick<StackIdentity, "id" | "name">,
  input: ChangeInput,
  previous?: StackRow,
): Promise<PreparedChange> {
  const templateBody = await readBody(context, input, previous);
  const template = loadTemplate(templateBody).value;
  const transforms = transformsIn(template);
  // Change sets show what a transform makes before it is deployed: nothing to acknowledge (API_CreateChangeSet.html).
  const isReviewed = input.ChangeSetName !== undefined;
  checkCapabilities(template, isReviewed ? [] : transforms, input.Capabilities ?? []);
  refuseMacros(transforms);

  const notificationArns = input.NotificationARNs ?? previous?.notificationArns ?? [];
  const identity = { id: stack.id, name: stack.name, notificationArns };
  const given = withPreviousValues(input.Parameters ?? [], previous?.parameters ?? []);
  const { deployment, parameters } = await prepareDeployment(context, identity, template, given);
  // A loop may have made what needs an acknowledgement.
  checkCapabilities(deployment.template, [], input.Capabilities ?? []);
  checkAllowedTypes(deployment.template, input.ResourceTypes);
  const roleArn = input.RoleARN ?? previous?.roleArn;
  if (input.RoleARN !== undefined) await checkServiceRole(context, input.RoleARN);
  const tags = input.Tags?.map(({ Key = "", Value = "" }) => ({ Key, Value })) ?? previous?.tags ?? [];
  const settings: StackSettings = {
    description: textOf(template, "Description"),
    templateBody,
    processedTemplate: deployment.template === template ? undefined : JSON.stringify(deployment.template),
    parameters,
    capabilities: input.Capabilities ?? [],
    tags,
    notificationArns,
    roleArn,
    rollbackConfiguration: (input.RollbackConfiguration ??
      previous?.rollbackConfiguration ??
      {}) as StackSettings["rollbackConfiguration"],
  };
  return { settings, deployment };
}

async function readBody(context: OperationContext, input: ChangeInput, previous?: StackRow): Promise<string> {
  if (input.UsePreviousTemplate !== true) return readTemplateSource(input, context);
  if (input.TemplateBody !== undefined || input.TemplateURL !== undefined) {
    // Unverified wording; that one of them must be chosen is documented.
    throw validationError("You cannot specify both UsePreviousTemplate and a Template URL or Template Body");
  }
  // Unverified wording, for a change set that is to create a stack.
  if (previous === undefined) throw validationError("Either Template URL or Template Body must be specified.");
  return previous.templateBody;
}

/** `ResourceTypes` names types, or their beginnings with `*`. */
function checkAllowedTypes(template: TemplateMap, allowed: readonly string[] | undefined): void {
  if (allowed === undefined || allowed.length === 0) return;
  for (const resource of Object.values(sectionOf(template, "Resources"))) {
    const type = isMap(resource) ? (textOf(resource, "Type") ?? "") : "";
    const isAllowed = allowed.some((rule) => (rule.endsWith("*") ? type.startsWith(rule.slice(0, -1)) : type === rule));
    if (!isAllowed) {
      throw validationError(`Resource type ${type} is not allowed by parameter ResourceTypes [${allowed.join(", ")}]`);
    }
  }
}
