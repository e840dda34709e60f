import type { CreateStackInput, CreateStackOutput } from "@aws-sdk/client-cloudformation";
import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import { defineOperation } from "../../operation";
import { checkCapabilities, transformsIn } from "../capabilities";
import { sectionOf } from "../deployment";
import { createStackResources } from "../engine/create-stack";
import { prepareDeployment } from "../engine/prepare-deployment";
import { startWork } from "../engine/start-work";
import { notSupported, stackExists, validationError } from "../faults";
import { loadTemplate } from "../load-template";
import { recordStackEvent } from "../progress";
import { checkServiceRole } from "../resources/role-checks";
import type { OnFailure, StackRow } from "../stack";
import { findLiveStack, stackNamesOf, stacksOf } from "../stack-store";
import { readStackPolicy } from "../stack-policy";
import { readTemplateSource } from "../template-source";
import { textOf } from "../template-summary";
import { newUuid } from "../uuid";

/** CreateStack — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack = defineOperation<CreateStackInput, CreateStackOutput>({
  name: "CreateStack",
  async run(input, context) {
    const name = input.StackName ?? "";
    checkNewName(name);
    const onFailure = onFailureOf(input);
    const templateBody = await readTemplateSource(input, context);
    const stackPolicy = await readStackPolicy(input, context);
    const template = loadTemplate(templateBody).value;

    const transforms = transformsIn(template);
    checkCapabilities(template, transforms, input.Capabilities ?? []);
    if (transforms.length > 0) throw notSupported(`Transforms [${transforms.join(", ")}] are`);
    checkAllowedTypes(template, input.ResourceTypes);

    const { partition, region, caller } = context;
    const id = `arn:${partition}:cloudformation:${region}:${caller.accountId}:stack/${name}/${newUuid(context)}`;
    const notificationArns = input.NotificationARNs ?? [];
    const identity = { id, name, notificationArns };
    const { deployment, parameters } = await prepareDeployment(context, identity, template, input.Parameters ?? []);
    if (input.RoleARN !== undefined) await checkServiceRole(context, input.RoleARN);
    // Nothing waits from here on, so that of two requests at the same time one finds the other's stack.
    const existing = findLiveStack(context, name);
    if (existing !== undefined) return retried(existing, input);

    const stack: StackRow = {
      ...identity,
      status: "CREATE_IN_PROGRESS",
      statusReason: "User Initiated",
      createdAt: context.clock.now(),
      description: textOf(template, "Description"),
      templateBody,
      parameters,
      outputs: [],
      imports: [],
      capabilities: input.Capabilities ?? [],
      tags: (input.Tags ?? []).map(({ Key = "", Value = "" }) => ({ Key, Value })),
      roleArn: input.RoleARN,
      timeoutInMinutes: input.TimeoutInMinutes,
      onFailure,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      terminationProtection: input.EnableTerminationProtection ?? false,
      stackPolicy,
      rollbackConfiguration: (input.RollbackConfiguration ?? {}) as StackRow["rollbackConfiguration"],
      requestToken: input.ClientRequestToken,
      creationToken: input.ClientRequestToken,
    };
    stacksOf(context).put(id, stack);
    stackNamesOf(context).put(name, id);
    recordStackEvent(context, stack);
    startWork(context, id, () => createStackResources(context, id, deployment));
    return { StackId: id };
  },
});

/** An ARN passes the pattern of names that all operations share, and is none of a new stack. */
function checkNewName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
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

function onFailureOf({
  OnFailure: onFailure,
  DisableRollback: disableRollback,
  DeploymentConfig: config,
}: CreateStackInput): OnFailure {
  if (onFailure !== undefined && disableRollback === true) {
    // Unverified wording; that both are refused together is documented.
    throw validationError("You can specify either DisableRollback or OnFailure, but not both.");
  }
  return onFailure ?? (disableRollback === true || config?.DisableRollback === true ? "DO_NOTHING" : "ROLLBACK");
}

/** A second request with the same token is the first one again, sent by a client that missed the answer. */
function retried(
  existing: StackRow,
  { ClientRequestToken: token, StackName: name = "" }: CreateStackInput,
): CreateStackOutput {
  if (token !== undefined && token === existing.creationToken) return { StackId: existing.id };
  throw stackExists(name);
}
