// CloudFormation on the emulator: creating and updating stacks in process, over HTTP, until the status is final.
import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const BUCKET = "bench-templates";
const CAPABILITIES = ["CAPABILITY_NAMED_IAM"];

/**
 * Rows [what, milliseconds, target] as the bench prints them; medians of `runs`, each on stacks of their own. The first
 * run warms up and does not count.
 */
export async function deployRows(root, runs, median) {
  const require = createRequire(import.meta.url);
  const { Emulator } = require(join(root, "dist", "emulator"));
  const client = require("@aws-sdk/client-cloudformation");
  const emulator = await Emulator.start();
  const cloudformation = new client.CloudFormationClient({
    endpoint: emulator.url,
    region: emulator.region,
    credentials: { accessKeyId: "123456789012", secretAccessKey: "emulated" },
  });
  const bench = { client, cloudformation, emulator, count: 0 };
  const iam = quiltIam(require, root);
  try {
    await emulator.invoke("s3", "CreateBucket", { Bucket: BUCKET });
    // Short enough for the garbage of what ran before to show: more runs.
    const thirtyTwo = await measure(3 * runs, median, () => createAndDelete(bench, iam.template, iam.parameters));
    const sizes = {};
    for (const size of [100, 200, 400, 500]) {
      sizes[size] = await measure(runs, median, () => createAndDelete(bench, rolesAndPolicies(size)));
    }
    const update = await measure(runs, median, () => updateOne(bench, 500));
    return [
      ["create the IAM stack, 32 resources", thirtyTwo, 60],
      ...[100, 200, 400].map((size) => [
        `create ${size} resources (${(sizes[size] / size).toFixed(2)} ms each)`,
        sizes[size],
        undefined,
      ]),
      ["create 500 resources", sizes[500], 1500],
      ["update one policy of 500 resources", update, 150],
    ];
  } finally {
    await emulator.stop();
  }
}

async function measure(runs, median, once) {
  const times = [];
  for (let run = 0; run <= runs; run++) {
    const took = await once();
    if (run > 0) times.push(took);
  }
  return median(times);
}

async function createAndDelete(bench, template, parameters) {
  const { StackId, took } = await create(bench, template, parameters);
  await remove(bench, StackId);
  return took;
}

async function create(bench, template, Parameters = []) {
  const { client, cloudformation } = bench;
  const TemplateBody = JSON.stringify(template);
  const started = performance.now();
  const { StackId } = await cloudformation.send(
    new client.CreateStackCommand({
      StackName: `bench-${++bench.count}`,
      ...(await source(bench, TemplateBody)),
      Capabilities: CAPABILITIES,
      Parameters,
    }),
  );
  await settled(bench, StackId, "CREATE_COMPLETE");
  return { StackId, took: performance.now() - started };
}

async function updateOne(bench, size) {
  const { client, cloudformation } = bench;
  const template = rolesAndPolicies(size);
  const { StackId } = await create(bench, template);
  template.Resources.Policy7.Properties.PolicyDocument.Statement[0].Action = "s3:PutObject";
  const TemplateBody = JSON.stringify(template);
  const started = performance.now();
  await cloudformation.send(
    new client.UpdateStackCommand({
      StackName: StackId,
      ...(await source(bench, TemplateBody)),
      Capabilities: CAPABILITIES,
    }),
  );
  await settled(bench, StackId, "UPDATE_COMPLETE");
  const took = performance.now() - started;
  await remove(bench, StackId);
  return took;
}

async function remove(bench, StackId) {
  await bench.cloudformation.send(new bench.client.DeleteStackCommand({ StackName: StackId }));
  await settled(bench, StackId, "DELETE_COMPLETE");
}

async function settled({ client, cloudformation }, StackName, wanted) {
  for (;;) {
    const { Stacks } = await cloudformation.send(new client.DescribeStacksCommand({ StackName }));
    const { StackStatus: status, StackStatusReason: reason } = Stacks[0];
    if (status === wanted) return;
    if (!status.endsWith("_IN_PROGRESS")) throw new Error(`${StackName}: ${status} ${reason}`);
    await setTimeout(1);
  }
}

/** Where the template is: larger ones have to be in S3. */
async function source({ emulator }, body) {
  if (Buffer.byteLength(body) <= 51_200) return { TemplateBody: body };
  await emulator.invoke("s3", "PutObject", { Bucket: BUCKET, Key: "template.json", Body: Buffer.from(body) });
  return { TemplateURL: `${emulator.url}/${BUCKET}/template.json` };
}

/** The IAM stack of a Quilt deployment, as the CDK writes it, and values for the parameters that have no default. */
function quiltIam(require, root) {
  const { App } = require("aws-cdk-lib");
  const { QuiltIamStack } = require(join(root, "dist"));
  const { fillParameters } = require(join(root, "dist", "deploy"));
  const { parseTemplate } = require(join(root, "dist", "template"));
  const app = new App();
  const stack = new QuiltIamStack(app, "Iam", { appStackName: "quilt-prod" });
  const template = app.synth().getStackArtifact(stack.artifactId).template;
  const filled = fillParameters(parseTemplate(JSON.stringify(template), { file: "iam.json" }), new Map());
  const parameters = [...filled].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  return { template, parameters };
}

/** Roles, each with a managed policy that is attached to it: half of each. */
function rolesAndPolicies(size) {
  const entries = Array.from({ length: size / 2 }, (_, index) => [
    [`Role${index}`, { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: TRUST } }],
    [
      `Policy${index}`,
      {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { Roles: [{ Ref: `Role${index}` }], PolicyDocument: allowed("s3:GetObject", index) },
      },
    ],
  ]);
  return { Resources: Object.fromEntries(entries.flat()) };
}

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const allowed = (action, index) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: `arn:aws:s3:::bucket-${index}/*` }],
});
