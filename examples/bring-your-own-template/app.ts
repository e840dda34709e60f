import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { AppTemplate, ExternalAppStack, ExternalIamStack, IamTemplate } from "externalized-iam";

export const app = new App();

// The security team's: roles, managed policies, and an output for the ARN of each.
const iam = new ExternalIamStack(app, "NotesIam", {
  stackName: "notes-dev-iam",
  template: IamTemplate.fromFile(join(__dirname, "notes-iam.yaml")),
  appStackName: "notes-dev",
});

// The application team's: a parameter for each of these ARNs.
new ExternalAppStack(app, "Notes", {
  stackName: "notes-dev",
  template: AppTemplate.fromFile(join(__dirname, "notes-app.yaml")),
  iam,
});
