import { App } from "cdktf";
import { QuiltStack } from "./quilt-stack";

const app = new App();

/** Where the templates are: `xiam split` made the first two of the third. */
const templates = "https://quilt-templates.s3.us-east-1.amazonaws.com";

// Two CloudFormation stacks: quilt-prod-iam with roles and policies, and quilt-prod, which takes their 32 ARNs.
new QuiltStack(app, "external", {
  name: "quilt-prod",
  templateUrl: `${templates}/quilt-app.yaml`,
  iamTemplateUrl: `${templates}/quilt-iam.yaml`,
});

// One CloudFormation stack with everything, as before there was an IAM stack.
new QuiltStack(app, "inline", { name: "quilt-dev", templateUrl: `${templates}/quilt.yaml` });

app.synth();
