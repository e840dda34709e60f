import type {
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse,
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse,
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { newUuid } from "../uuid";
import { iamArn, wholeSeconds } from "./arns";
import { findLinkedService } from "./linked-services";
import { omitMembers } from "./omitted-members";
import { ROLE, nameKey, principalTable } from "./principals";
import { requireRoom } from "./quotas";
import { describeRole, findRole } from "./roles";
import type { RoleRow } from "./roles";
import { makeUniqueId } from "./unique-ids";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** A deletion that was asked for; rows by task id. */
interface DeletionTaskRow {
  readonly taskId: string;
  readonly roleId: string;
  /** Of the table of roles. */
  readonly roleKey: string;
  readonly status: "IN_PROGRESS" | "SUCCEEDED";
}

function taskTable(context: OperationContext): Table<DeletionTaskRow> {
  return context.store.table<DeletionTaskRow>("iam-role-deletions", { account: context.caller.accountId });
}

/** Goes on with a deletion after the answer; doing it again does no harm. */
function workOn(task: DeletionTaskRow, context: OperationContext): void {
  context.background(async () => {
    await context.latency();
    const roles = principalTable<RoleRow>(ROLE, context);
    if (roles.get(task.roleKey)?.id === task.roleId) roles.delete(task.roleKey);
    taskTable(context).put(task.taskId, { ...task, status: "SUCCEEDED" });
  });
}

/** As AWS writes it: lists also where there is one entry only. */
function trustOf(service: string): string {
  const statement = { Effect: "Allow", Principal: { Service: [service] }, Action: ["sts:AssumeRole"] };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** CreateServiceLinkedRole. */
export const createServiceLinkedRole = defineOperation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>(
  {
    name: "CreateServiceLinkedRole",
    run({ AWSServiceName: service = "", CustomSuffix: suffix, Description }, context) {
      const linked = findLinkedService(service);
      // The sentence is the emulator's own: AWS's is unverified, and AWS knows more services.
      if (linked === undefined) {
        throw new AwsFault("InvalidInput", `The emulator knows no service-linked role of the service ${service}`);
      }
      // This sentence and the one below: recorded (facts/aws-errors.tsv, test_iam).
      if (suffix !== undefined && !linked.takesSuffix) {
        throw new AwsFault("InvalidInput", `Custom suffix is not allowed for ${service}`);
      }
      const name = `AWSServiceRoleFor${linked.role}${suffix === undefined ? "" : `_${suffix}`}`;
      const table = principalTable<RoleRow>(ROLE, context);
      if (table.has(nameKey(name))) {
        throw new AwsFault(
          "InvalidInput",
          `Service role name ${name} has been taken in this account, please try a different suffix.`,
        );
      }
      requireRoom(context, ROLE.perAccount, table.size);
      const path = `/aws-service-role/${service}/`;
      const row: RoleRow = {
        name,
        id: makeUniqueId(context.random, "AROA"),
        arn: iamArn(context, "role", path, name),
        path,
        createDate: wholeSeconds(context.clock.now()),
        inlinePolicies: [],
        attachedPolicies:
          linked.policy === undefined
            ? []
            : [`arn:${context.partition}:iam::aws:policy/aws-service-role/${linked.policy}`],
        permissionsBoundary: undefined,
        tags: [],
        assumeRolePolicyDocument: trustOf(service),
        trustedIds: {},
        description: Description,
        maxSessionDuration: 3600,
        linkedService: service,
      };
      table.put(nameKey(name), row);
      return { Role: omitMembers("CreateRole", describeRole(row, context)) };
    },
  },
);

/** DeleteServiceLinkedRole: the role goes after the answer, when the emulator's latency has passed. */
export const deleteServiceLinkedRole = defineOperation<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse>(
  {
    name: "DeleteServiceLinkedRole",
    run({ RoleName = "" }, context) {
      const role = findRole(context, RoleName);
      // Unverified: the reference lists no other error that would fit.
      if (role.linkedService === undefined) {
        throw new AwsFault("NoSuchEntity", `The service-linked role with name ${RoleName} cannot be found.`);
      }
      const tasks = taskTable(context);
      const underWay = [...tasks.values()].find((task) => task.roleId === role.id);
      if (underWay !== undefined) return { DeletionTaskId: underWay.taskId };
      const taskId = `task${role.path}${role.name}/${newUuid(context)}`;
      const task: DeletionTaskRow = { taskId, roleId: role.id, roleKey: nameKey(role.name), status: "IN_PROGRESS" };
      tasks.put(taskId, task);
      workOn(task, context);
      return { DeletionTaskId: taskId };
    },
  },
);

/** GetServiceLinkedRoleDeletionStatus. No service here uses its role, so that no deletion fails. */
export const getServiceLinkedRoleDeletionStatus = defineOperation<
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse
>({
  name: "GetServiceLinkedRoleDeletionStatus",
  run({ DeletionTaskId = "" }, context) {
    const task = taskTable(context).get(DeletionTaskId);
    // Wording unverified.
    if (task === undefined) {
      throw new AwsFault("NoSuchEntity", `The deletion task with id ${DeletionTaskId} cannot be found.`);
    }
    // Whoever stopped the emulator half way finds the deletion going on.
    if (task.status === "IN_PROGRESS") workOn(task, context);
    return { Status: task.status };
  },
});
