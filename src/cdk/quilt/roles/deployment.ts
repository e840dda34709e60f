import { EVENTBRIDGE, LAMBDA, TASK_EXECUTION, VPC_FUNCTION, defineRole } from "../declarations";
import { allow, app, role } from "../statements";

const inTheCluster = { ArnEquals: { "ecs:cluster": app("Cluster") } };
const passTasksTheirRole = allow("iam:PassRole").on(role("AmazonECSTaskExecutionRole"));

export const migrationLambdaRole = defineRole({
  name: "MigrationLambdaRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION, TASK_EXECUTION],
  may: {
    root: [
      allow("ecs:RunTask").on(app("RegistryMigrationTaskDefinition"), app("TrackingTaskDefinition")).when(inTheCluster),
    ],
    passon: [passTasksTheirRole],
  },
});

export const trackingCronRole = defineRole({
  name: "TrackingCronRole",
  trusts: [EVENTBRIDGE],
  attaches: [TASK_EXECUTION],
  may: {
    root: [allow("ecs:RunTask").on(app("TrackingTaskDefinition")).when(inTheCluster)],
    passon: [passTasksTheirRole],
  },
});

export const timestampResourceHandlerRole = defineRole({
  name: "TimestampResourceHandlerRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
});
