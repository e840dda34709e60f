import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { QuiltModule } from "externalized-iam/terraform";
import type { QuiltModuleProps } from "externalized-iam/terraform";

/** What differs between deployments. With `iamTemplateUrl` IAM has a stack of its own; without, it is inline. */
export type QuiltStackProps = Pick<QuiltModuleProps, "name" | "templateUrl" | "iamTemplateUrl">;

/** Quilt in a network and with a database and a search domain that exist. */
export class QuiltStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: QuiltStackProps) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    // The bindings ask for the one version that they were made from; the modules work from 5.0 on.
    this.addOverride("terraform.required_providers.aws.version", ">= 5.0");

    new QuiltModule(this, "quilt", {
      ...props,
      internal: false,
      network: {
        vpcId: "vpc-0123456789abcdef0",
        intraSubnets: ["subnet-0a000000000000001", "subnet-0a000000000000002"],
        privateSubnets: ["subnet-0b000000000000001", "subnet-0b000000000000002"],
        publicSubnets: ["subnet-0c000000000000001", "subnet-0c000000000000002"],
        userSecurityGroup: "sg-0d000000000000001",
      },
      existingDatabase: {
        url: this.secret("db_url", "postgresql://user:password@host:5432/quilt"),
        accessorSecurityGroup: "sg-0e000000000000001",
      },
      existingSearch: {
        domainEndpoint: "vpc-quilt.us-east-1.es.amazonaws.com",
        domainArn: "arn:aws:es:us-east-1:123456789012:domain/quilt",
        accessorSecurityGroup: "sg-0f000000000000001",
      },
      adminPassword: this.secret("admin_password", "password of Quilt's administrator"),
      parameters: {
        AdminEmail: "admin@example.com",
        CertificateArnELB: "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
        QuiltWebHost: "quilt.example.com",
      },
      tags: { team: "data-platform" },
    });
  }

  /** A value that is given when Terraform runs, as `TF_VAR_{name}` say, and that no plan shows. */
  private secret(name: string, description: string): string {
    // A password that may be null is one that the module may have to make up, by another provider.
    const settings = { type: "string", description, sensitive: true, nullable: false };
    return new TerraformVariable(this, name, settings).stringValue;
  }
}
