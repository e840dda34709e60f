import { App } from "aws-cdk-lib";
import { QuiltDeployment } from "externalized-iam";

export const app = new App();

// Two stacks: quilt-dev-iam, which the security team deploys, and quilt-dev, which takes its 32 ARNs as parameters.
export const quilt = new QuiltDeployment(app, "Quilt", {
  name: "quilt-dev",
  iam: { path: "/quilt-dev/", qurator: true },
  artifacts: { codePrefix: "1.64.2/", imageTag: "1.64.2" },
  tags: { team: "data-platform" },
});
