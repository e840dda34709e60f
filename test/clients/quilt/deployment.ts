import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import type { QuiltModuleProps } from "../../../src/terraform";

/** A network, a database and a search domain that exist, and a password: nothing for the module to create or to make up. */
export const EXISTING = {
  internal: false,
  network: {
    vpcId: "vpc-0123456789abcdef0",
    intraSubnets: ["subnet-1", "subnet-2"],
    privateSubnets: ["subnet-3", "subnet-4"],
    publicSubnets: ["subnet-5", "subnet-6"],
    userSecurityGroup: "sg-1",
  },
  existingDatabase: { url: "postgresql://quilt:secret@db.example.com:5432/quilt", accessorSecurityGroup: "sg-2" },
  existingSearch: {
    domainEndpoint: "search.example.com",
    domainArn: "arn:aws:es:us-east-1:123456789012:domain/search",
    accessorSecurityGroup: "sg-3",
  },
  adminPassword: "correct-horse",
} as const satisfies Partial<QuiltModuleProps>;

/** Synthesizes a CDKTF stack. @returns the folder of its configuration, in which Terraform is to run */
export function synthesizeIn(folder: string, build: (stack: TerraformStack) => void): string {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, "quilt");
  new LocalBackend(stack, { path: "terraform.tfstate" });
  new AwsProvider(stack, "aws", { s3UsePathStyle: true });
  // The bindings ask for the one version that they were made from.
  stack.addOverride("terraform.required_providers.aws.version", ">= 5.0");
  build(stack);
  app.synth();
  return join(folder, "stacks", "quilt");
}
