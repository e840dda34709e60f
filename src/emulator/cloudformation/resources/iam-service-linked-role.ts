import type { OperationContext } from "../../operation";
import { AwsFault } from "../../fault";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { isChanged, textOf } from "./property";

interface RoleOutput {
  readonly Role: { readonly RoleName: string };
}

interface TaskOutput {
  readonly DeletionTaskId: string;
}

interface StatusOutput {
  readonly Status: string;
  readonly Reason?: { readonly Reason?: string };
}

/** AWS::IAM::ServiceLinkedRole — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-servicelinkedrole.html */
export const iamServiceLinkedRole: ResourceHandler = {
  async create({ context, properties, initiated }) {
    const { Role: role } = await context.invoke<RoleOutput>("iam", "CreateServiceLinkedRole", {
      AWSServiceName: textOf(properties, "AWSServiceName"),
      CustomSuffix: textOf(properties, "CustomSuffix"),
      Description: textOf(properties, "Description"),
    });
    initiated(role.RoleName);
    return { physicalId: role.RoleName, attributes: { RoleName: role.RoleName } };
  },

  async update(request) {
    const { context, properties, physicalId, attributes } = request;
    if (isChanged(request, "Description")) {
      const input = { RoleName: physicalId, Description: textOf(properties, "Description") ?? "" };
      await context.invoke("iam", "UpdateRole", input);
    }
    return { attributes: { ...attributes, RoleName: physicalId } };
  },

  async delete({ context, physicalId }) {
    await deleted(deleteRole(context, physicalId));
  },
};

async function deleteRole(context: OperationContext, name: string): Promise<void> {
  const task = await context.invoke<TaskOutput>("iam", "DeleteServiceLinkedRole", { RoleName: name });
  for (;;) {
    const { Status, Reason } = await context.invoke<StatusOutput>("iam", "GetServiceLinkedRoleDeletionStatus", task);
    if (Status === "SUCCEEDED") return;
    if (Status === "FAILED")
      throw new AwsFault("DeleteConflict", Reason?.Reason ?? "The role could not be deleted.", 409);
    await context.latency();
    // IAM works on the deletion when nothing else is to be done.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
