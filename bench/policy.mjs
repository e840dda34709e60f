// The decision engine: decisions by compiled policies of a role with 32 statements, and compiling a document of 6 KB.
import { createRequire } from "node:module";
import { join } from "node:path";

const ACCOUNT = "123456789012";
const DECISIONS = 100_000;
const DOCUMENTS = 200;

/** Rows [what, milliseconds, target] as the bench prints them; medians of `runs` after one that warms up. */
export function policyRows(root, runs, median) {
  return measurePolicies(createRequire(import.meta.url)(join(root, "dist", "policy")), runs, median);
}

/** The same of a loaded engine. */
export function measurePolicies(engine, runs, median) {
  const { compilePolicy, decide, globalContext, RequestContext } = engine;
  const principal = {
    kind: "role-session",
    account: ACCOUNT,
    partition: "aws",
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/one`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/app`,
    roleId: "AROAEXAMPLE",
    sessionName: "one",
    tags: { team: "blue" },
  };
  const identity = [0, 1, 2, 3].map((number) => ({
    id: `policy-${number}`,
    type: "role",
    document: compilePolicy(documentOf(8, number)),
  }));
  const facts = { time: new Date(), sourceIp: "203.0.113.7", secureTransport: true, region: "us-east-1" };
  const context = new RequestContext(globalContext(principal, facts));
  const requests = [
    ["s3:GetObject", "arn:aws:s3:::bucket-3-7/reports/2026/x.json"],
    ["s3:PutObject", "arn:aws:s3:::bucket-9-9/x"],
    ["sqs:SendMessage", `arn:aws:sqs:us-east-1:${ACCOUNT}:queue-2-1-A1B2C3`],
    ["dynamodb:GetItem", `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/blue-3-3`],
    ["iam:DeleteRole", `arn:aws:iam::${ACCOUNT}:role/other`],
    ["kms:Decrypt", `arn:aws:kms:us-east-1:${ACCOUNT}:key/0-4`],
  ];
  const decideAll = (contextOf) => {
    let allowed = 0;
    for (let count = 0; count < DECISIONS; count++) {
      const [action, resource] = requests[count % requests.length];
      const decision = decide({ principal, action, resource, context: contextOf() }, { identity });
      // The reasons are put together when they are read.
      if (decision.effect === "allowed" && decision.because.length > 0) allowed++;
    }
    if (allowed === 0 || allowed === DECISIONS) throw new Error("the measured requests must differ in their outcome");
  };
  let version = 0;
  // Each document a text of its own: what was compiled before is kept.
  const makeDocuments = () => Array.from({ length: DOCUMENTS }, () => documentOf(36, `${version++}`));
  const compileAll = (documents) => {
    for (const document of documents) compilePolicy(document);
  };
  const compileAndAskAll = (documents) => {
    const [action, resource] = requests[0];
    for (const text of documents) {
      const document = compilePolicy(text);
      decide({ principal, action, resource, context }, { identity: [{ id: "policy", type: "role", document }] });
    }
  };
  const size = documentOf(36, "0").length;
  return [
    [`${DECISIONS} decisions, 32 statements`, measure(runs, median, () => decideAll(() => context)), DECISIONS / 500],
    [
      `${DECISIONS} with a context of their own`,
      measure(runs, median, () => decideAll(() => globalContext(principal, facts))),
      undefined,
    ],
    [
      `compile ${DOCUMENTS} policies of ${(size / 1024).toFixed(1)} KB`,
      measure(runs, median, compileAll, makeDocuments),
      DOCUMENTS * 0.2,
    ],
    ["the same, and ask each once", measure(runs, median, compileAndAskAll, makeDocuments), undefined],
  ];
}

function measure(runs, median, once, prepare = () => undefined) {
  const times = [];
  for (let run = 0; run <= runs; run++) {
    const prepared = prepare();
    const started = performance.now();
    once(prepared);
    if (run > 0) times.push(performance.now() - started);
  }
  return median(times);
}

/** Statements as they stand in the policies of applications: exact ARNs, patterns, variables, conditions. */
function documentOf(size, name) {
  const kinds = [
    (id) => ({
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
      Resource: [`arn:aws:s3:::bucket-${id}`, `arn:aws:s3:::bucket-${id}/*`],
    }),
    (id) => ({
      Action: ["sqs:SendMessage", "sqs:ReceiveMessage"],
      Resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:queue-${id}-*`,
    }),
    (id) => ({ Action: "logs:*", Resource: `arn:aws:logs:*:${ACCOUNT}:log-group:/aws/lambda/fn-${id}:*` }),
    (id) => ({
      Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      Resource: `arn:aws:dynamodb:*:${ACCOUNT}:table/\${aws:PrincipalTag/team}-${id}`,
      Condition: { StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } },
    }),
    (id) => ({
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": `s3-${id}.*.amazonaws.com` } },
    }),
    (id) => ({
      Action: ["sns:Publish"],
      Resource: `arn:aws:sns:us-east-1:${ACCOUNT}:topic-${id}`,
      Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
    }),
    (id) => ({
      Effect: "Deny",
      Action: "iam:Delete*",
      NotResource: `arn:aws:iam::${ACCOUNT}:role/app-${id}`,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    (id) => ({ Action: ["s3:PutObject*"], Resource: `arn:aws:s3:::bucket-${id}/reports/*/x.json` }),
  ];
  const statements = Array.from({ length: size }, (_, index) => ({
    Sid: `Statement${index}`,
    Effect: "Allow",
    ...kinds[index % kinds.length](`${name}-${index}`),
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
