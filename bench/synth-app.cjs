// An app to synthesize: `empty` has two stacks without resources, `quilt` the two of a Quilt deployment.
const [kind, outdir] = process.argv.slice(2);
const { App, Stack } = require("aws-cdk-lib");

const app = new App({ outdir });
if (kind === "quilt") {
  const { QuiltDeployment } = require("externalized-iam");
  new QuiltDeployment(app, "Quilt", { name: "quilt-prod" });
} else {
  new Stack(app, "One");
  new Stack(app, "Two");
}
app.synth();
