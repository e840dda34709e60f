import type { TemplateMap } from "../../../template";
import { isMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import type { StackRow } from "../stack";
import { eventsOf, findStack, stackById, stacksOf } from "../stack-store";
import { untilSettled } from "../stack-watch";
import type { ResourceHandler } from "./handler";
import { numberOf, textOf, textsOf } from "./property";
import { tagsOf } from "./tags";

/** Stacks inside each other; a template that nests itself would have no end. The emulator's own limit. */
const DEEPEST = 50;

/** What a stack that could not be deleted throws; its message is the resource's reason as it is. */
export const EMBEDDED_STACK_FAILED = "EmbeddedStackFailed";

/**
 * AWS::CloudFormation::Stack, a stack of its own that is made, changed and deleted with its parent.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
 */
export const nestedStack: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    if (depthOf(context, stack) >= DEEPEST) {
      return { refused: `Stacks nested deeper than ${DEEPEST} levels are not supported by this emulator yet` };
    }
    // What fails stays until the parent, which decides on the rollback, deletes it.
    const input = { ...inputOf(stack, properties), StackName: name, DisableRollback: true };
    const outcome = await asked<{ StackId: string }>(context, "CreateStack", {
      ...input,
      TimeoutInMinutes: numberOf(properties, "TimeoutInMinutes"),
    });
    if ("refused" in outcome) return outcome;
    const id = outcome.output.StackId;
    stacksOf(context).put(id, { ...stackById(context, id), parentId: stack.id, rootId: stack.rootId ?? stack.id });
    initiated(id);
    const child = await untilSettled(context, id);
    if (child.status !== "CREATE_COMPLETE") {
      return { refused: `Embedded stack ${id} was not successfully created: ${child.statusReason?.trimEnd() ?? ""}` };
    }
    return { physicalId: id, attributes: attributesOf(child) };
  },

  async update({ context, stack, properties, physicalId }) {
    const outcome = await asked(context, "UpdateStack", { ...inputOf(stack, properties), StackName: physicalId });
    if ("refused" in outcome) {
      const isSame = outcome.refused === "No updates are to be performed.";
      return isSame ? { attributes: attributesOf(stackById(context, physicalId)) } : outcome;
    }
    const child = await untilSettled(context, physicalId);
    if (child.status === "UPDATE_COMPLETE") return { attributes: attributesOf(child) };
    // Sentence seen in stack events published by users.
    const reason = `was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: ${rollbackReason(context, child)}`;
    return { refused: `Embedded stack ${physicalId} ${reason}` };
  },

  async delete({ context, stack, physicalId }) {
    const input = { StackName: physicalId, ClientRequestToken: stack.requestToken };
    await context.invoke("cloudformation", "DeleteStack", input);
    const child = await untilSettled(context, physicalId);
    if (child.status === "DELETE_COMPLETE") return;
    // Sentence by analogy with that of creation.
    const reason = child.statusReason?.trimEnd() ?? "";
    throw new AwsFault(EMBEDDED_STACK_FAILED, `Embedded stack ${physicalId} was not successfully deleted: ${reason}`);
  },
};

/** What CreateStack and UpdateStack are asked alike. */
function inputOf(stack: StackRow, properties: TemplateMap): object {
  const parameters = isMap(properties["Parameters"]) ? properties["Parameters"] : {};
  return {
    TemplateURL: textOf(properties, "TemplateURL"),
    Parameters: Object.keys(parameters).map((key) => ({
      ParameterKey: key,
      ParameterValue: textsOf(parameters, key).join(","),
    })),
    Capabilities: [...stack.capabilities],
    NotificationARNs: textsOf(properties, "NotificationARNs"),
    Tags: tagsOf(stack, properties) ?? [],
    RoleARN: stack.roleArn,
    ClientRequestToken: stack.requestToken,
  };
}

/** A request that CloudFormation refuses is the resource's failure, in the same words. */
async function asked<Output>(
  context: OperationContext,
  operation: string,
  input: object,
): Promise<{ readonly output: Output } | { readonly refused: string }> {
  try {
    return { output: await context.invoke<Output>("cloudformation", operation, input) };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return { refused: error.message };
  }
}

function attributesOf(child: StackRow): Record<string, string> {
  return Object.fromEntries([
    ["StackId", child.id],
    ...child.outputs.map(({ key, value }) => [`Outputs.${key}`, value] as const),
  ]);
}

function depthOf(context: OperationContext, stack: StackRow): number {
  const parent = stack.parentId === undefined ? undefined : findStack(context, stack.parentId);
  return parent === undefined ? 0 : 1 + depthOf(context, parent);
}

/** Why the last update of a stack was rolled back. */
function rollbackReason(context: OperationContext, { id, statusReason }: StackRow): string {
  const events = [...eventsOf(context, id).values()];
  const rollbacks = events.filter((event) => event.physicalId === id && event.status === "UPDATE_ROLLBACK_IN_PROGRESS");
  return (rollbacks.at(-1)?.reason ?? statusReason ?? "").trimEnd();
}
