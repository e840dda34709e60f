// The floors of the house. A folder imports from the floors below it, through the other folder's index.ts.
// What may be imported from where is this one table; the rules are made from it.
const FLOORS = {
  base: [],
  files: ["base"],
  aws: ["base"],
  template: ["base"],
  policy: ["base"],
  catalog: ["base", "aws", "template", "policy"],
  split: ["base", "aws", "template", "policy", "catalog"],
  emulator: ["base", "aws", "template", "policy"],
  gates: ["base", "aws", "template", "policy", "catalog", "split"],
  deploy: ["base", "template", "emulator", "gates"],
  cdk: ["base", "files", "aws", "template", "policy", "catalog", "split"],
  testing: ["base", "files", "aws", "template", "policy", "catalog", "split", "emulator", "gates", "deploy"],
  terraform: ["base", "files", "aws", "template", "policy", "catalog", "split", "gates"],
  cli: ["base", "files", "aws", "template", "policy", "catalog", "split", "emulator", "gates", "deploy", "terraform"],
};

const SERVICES = "iam|sts|cloudformation|s3|ssm";

/** Files that read data packed at build time. Everything else below the top floors gets its text from the caller. */
const DATA_LOADERS = ["^src/base/data-file\\.ts$"];

/** The emulator's data directory, which is its own. */
const DATA_DIRECTORY = "^src/emulator/store/(data-directory|directory-owner)\\.ts$";

/** Hands a template to aws-cdk-lib, which takes files only. */
const INCLUDED_TEMPLATE = "^src/cdk/include-template\\.ts$";

const floorRules = Object.entries(FLOORS).map(([folder, below]) => ({
  name: `floor-${folder}`,
  comment:
    `src/${folder} may import ${below.length === 0 ? "no other folder" : below.join(", ")} only. ` +
    `Move what you need down to a floor both can see, or hand it in as an argument from above.`,
  severity: "error",
  from: { path: `^src/${folder}/` },
  to: { path: "^src/", pathNot: `^src/(${[folder, ...below].join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: "known-folder",
      comment: "A new folder under src/ needs a row in FLOORS (.dependency-cruiser.cjs) that says what it may import.",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: `^src/(${Object.keys(FLOORS).join("|")})/` },
      to: {},
    },
    {
      name: "no-cycle",
      comment:
        "Two files that import each other, types included, are one thing or three: merge them, or move the shared part.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "through-the-index",
      comment:
        "Import another folder by its index.ts: only what stands there is promised. Export it there if it should be.",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/[^/]+/", pathNot: ["^src/$1/", "^src/[^/]+/index\\.ts$"] },
    },
    {
      name: "not-own-index",
      comment: "Inside a folder import the file itself: going through your own index.ts is how import knots begin.",
      severity: "error",
      from: { path: "^(src/.+)/[^/]+\\.ts$" },
      to: { path: "^$1/index\\.ts$" },
    },
    {
      name: "not-own-folder-index",
      comment: "Inside a folder import the file itself: going through your own index.ts is how import knots begin.",
      severity: "error",
      from: { path: "^src/([^/]+)/" },
      to: { path: "^src/$1/index\\.ts$" },
    },
    {
      name: "services-are-strangers",
      comment:
        "Services of the emulator never import each other. Call the other one by context.invoke(), as a client would.",
      severity: "error",
      from: { path: `^src/emulator/(${SERVICES})/` },
      to: { path: `^src/emulator/(${SERVICES})/`, pathNot: "^src/emulator/$1/" },
    },
    {
      name: "http-in-one-place",
      comment: "Only src/emulator/server.ts serves HTTP. Operations get decoded input and know nothing of requests.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/emulator/server\\.ts$" },
      to: { path: "^(node:)?(http|https|http2)$", dependencyTypes: ["core"] },
    },
    {
      name: "files-in-few-places",
      comment:
        "Below the top floors nothing reads or writes files: take the text as an argument (the commands and the " +
        "constructs read it by src/files). A loader of packed data is listed in DATA_LOADERS (.dependency-cruiser.cjs).",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/(cli|files)/", INCLUDED_TEMPLATE, DATA_DIRECTORY, ...DATA_LOADERS] },
      to: { path: "^(node:)?fs(/promises)?$", dependencyTypes: ["core"] },
    },
    {
      name: "cdk-stays-in-cdk",
      comment:
        "aws-cdk-lib is a peer dependency that only CDK users install: import it under src/cdk and src/testing alone.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cdk|testing)/" },
      to: { path: "(^|/)aws-cdk-lib(/|$)", pathNot: "^src/" },
    },
    {
      name: "constructs-stay-in-constructs",
      comment:
        "constructs is a peer dependency that users of the CDK and of CDKTF install: import it under src/cdk, " +
        "src/terraform and src/testing alone.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(cdk|terraform|testing)/" },
      to: { path: "(^|/)constructs(/|$)", pathNot: "^src/" },
    },
    {
      name: "cdktf-stays-in-terraform",
      comment: "cdktf and its provider are optional peers of 390 MB: import them under src/terraform alone.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/terraform/" },
      to: { path: "(^|/)(cdktf|@cdktf)(/|$)", pathNot: "^src/" },
    },
    {
      name: "no-orphan",
      comment: "Nothing imports this file and it imports nothing: use it, make it a public face, or delete it.",
      severity: "error",
      from: { orphan: true, pathNot: ["^src/index\\.ts$", "^src/[^/]+/index\\.ts$", "\\.d\\.ts$"] },
      to: {},
    },
    {
      name: "resolvable",
      comment: "The import leads nowhere: a typing error, or a package that package.json does not list.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "not-a-dev-dependency",
      comment:
        "src/ is shipped: what it imports belongs to dependencies in package.json (for CDK users: peerDependencies).",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm-peer"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    // A planted tree elsewhere (test/repository) is cruised by the same rules.
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["types", "require", "node", "default"] },
  },
};
