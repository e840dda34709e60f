import { join } from "node:path";
import { TerraformVariable } from "cdktf";
import { QuiltModule, type QuiltModuleProps } from "../../src/terraform";
import { only, synthesize, type Synthesized } from "./synthesize";

const file = join(__dirname, "..", "..", "examples", "notes-service", "template.yaml");
const iamTemplateUrl = "https://templates.s3.us-east-1.amazonaws.com/quilt-iam.yaml";
const network = {
  vpcId: "vpc-1",
  intraSubnets: ["subnet-1", "subnet-2"],
  privateSubnets: ["subnet-3", "subnet-4"],
  publicSubnets: ["subnet-5", "subnet-6"],
  userSecurityGroup: "sg-1",
};
const brought: QuiltModuleProps = {
  name: "quilt",
  internal: false,
  network,
  templateUrl: "https://templates.s3.us-east-1.amazonaws.com/quilt.yaml",
  existingDatabase: { url: "postgresql://u:p@h:5432/quilt", accessorSecurityGroup: "sg-2" },
  existingSearch: {
    domainEndpoint: "search",
    domainArn: "arn:aws:es:us-east-1:1:domain/d",
    accessorSecurityGroup: "sg-3",
  },
  adminPassword: "correct-horse",
};

function synthesizeQuilt(props: Partial<QuiltModuleProps> = {}): Synthesized {
  return synthesize((stack) => new QuiltModule(stack, "quilt", { ...brought, ...props }));
}

const stacksOf = ({ resource }: Synthesized) => resource?.["aws_cloudformation_stack"] ?? {};
const appOf = (synthesized: Synthesized) =>
  Object.values(stacksOf(synthesized)).find(({ name }) => name === "quilt") ?? {};

describe("the application stack", () => {
  it("has the specification's timeouts, and what becomes of a failure is not looked at again", () => {
    expect(appOf(synthesizeQuilt({ stackNotificationArns: ["arn:aws:sns:us-east-1:1:t"] }))).toMatchObject({
      timeouts: { create: "30m", update: "1h", delete: "1h30m" },
      on_failure: "ROLLBACK",
      lifecycle: { ignore_changes: ["on_failure"] },
      notification_arns: ["arn:aws:sns:us-east-1:1:t"],
      capabilities: ["CAPABILITY_NAMED_IAM"],
    });
  });

  it("has parameters for the infrastructure only, inline, and the user's win", () => {
    const synthesized = synthesizeQuilt({ parameters: { VPC: "vpc-mine", AdminEmail: "a@example.com" } });

    expect(Object.keys(stacksOf(synthesized))).toHaveLength(1);
    expect(appOf(synthesized)["parameters"]).toEqual({
      VPC: "vpc-mine",
      AdminEmail: "a@example.com",
      Subnets: '${join(",", ["subnet-3", "subnet-4"])}',
      PublicSubnets: '${join(",", ["subnet-5", "subnet-6"])}',
      UserSecurityGroup: "sg-1",
      DBUrl: "postgresql://u:p@h:5432/quilt",
      DBAccessorSecurityGroup: "sg-2",
      SearchDomainEndpoint: "search",
      SearchDomainArn: "arn:aws:es:us-east-1:1:domain/d",
      SearchClusterAccessorSecurityGroup: "sg-3",
      AdminPassword: "correct-horse",
    });
    expect(synthesized.data?.["aws_cloudformation_stack"]).toBeUndefined();
  });

  it("takes the IAM stack's ARNs before those of the infrastructure and after the user's, and waits for it", () => {
    const synthesized = synthesizeQuilt({ iamTemplateUrl, parameters: { ApiRole: "arn:mine" } });
    const { parameters, depends_on: dependsOn } = appOf(synthesized);

    expect(parameters).toMatch(
      /merge\(\{ "VPC" = .*\}, merge\(local\.quilt_iam_role_arns\w*, local\.quilt_iam_policy_arns\w*\), \{ "ApiRole" = "arn:mine" \}\)/,
    );
    expect(dependsOn).toContainEqual(expect.stringMatching(/^aws_cloudformation_stack\.quilt_iam_/));
    expect(only(synthesized.data, "aws_cloudformation_stack")).toMatchObject({
      name: "quilt-iam",
      depends_on: [expect.stringMatching(/^aws_cloudformation_stack\.quilt_iam_/)],
    });
  });

  it("of an internal deployment gets the users' subnets and the endpoint", () => {
    const { publicSubnets: _none, ...rest } = network;
    const internal = { ...rest, userSubnets: ["subnet-7", "subnet-8"], apiEndpoint: "vpce-1" };
    const parameters = appOf(synthesizeQuilt({ internal: true, network: internal }))["parameters"];

    expect(parameters).toMatchObject({
      UserSubnets: '${join(",", ["subnet-7", "subnet-8"])}',
      ApiGatewayVPCEndpoint: "vpce-1",
    });
    expect(parameters).not.toHaveProperty("PublicSubnets");
  });
});

describe("a template that does not fit its parameters", () => {
  function messagesOf(props: Partial<QuiltModuleProps>): string[] {
    const { precondition } = appOf(synthesizeQuilt(props))["lifecycle"] as {
      precondition: { error_message: string }[];
    };
    return precondition.map(({ error_message: message }) => message);
  }

  // Real Terraform shows them in test/clients/quilt.
  it.each([
    [
      "takes ARNs of roles and policies as parameters, and there is no IAM stack",
      "by iamTemplateUrl or iamTemplateFile",
    ],
    ["has parameters without a default that have no value", "Give them by parameters"],
    ["has no parameters for roles and policies of the IAM stack", "out of iamRoleNames and iamPolicyNames"],
    ["has no parameters ${", "Leave them out of parameters"],
  ])("is found before anything is deployed, and the remedy named: %s", (cause, remedy) => {
    for (const props of [{}, { iamTemplateUrl }]) {
      const [message, ...more] = messagesOf(props).filter((text) => text.includes(cause));
      expect(more).toEqual([]);
      expect(message).toContain(remedy);
    }
  });
});

describe("templates that are files", () => {
  it("lie in a bucket with versions, and their URL names the version", () => {
    const synthesized = synthesizeQuilt({ templateUrl: undefined, templateFile: file, iamTemplateFile: file });
    const objects = Object.values(synthesized.resource?.["aws_s3_object"] ?? {});

    expect(only(synthesized.resource, "aws_s3_bucket")).toMatchObject({
      bucket_prefix: "quilt-templates-quilt-",
      force_destroy: true,
    });
    expect(only(synthesized.resource, "aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(objects.map(({ key }) => key).sort()).toEqual(["quilt-iam.yaml", "quilt.yaml"]);
    expect(objects.map(({ source_hash: hash }) => hash)).toEqual([
      expect.stringMatching(/^\$\{filemd5\("assets\//),
      expect.stringMatching(/^\$\{filemd5\("assets\//),
    ]);
    expect(appOf(synthesized)["template_url"]).toMatch(
      /\?versionId=\$\{aws_s3_object\.quilt_template_\w+\.version_id\}"\}$/,
    );
  });

  it("are refused where they are not there", () => {
    expect(() => synthesizeQuilt({ templateUrl: undefined, templateFile: "missing.yaml" })).toThrow(
      "cannot read template 'missing.yaml': there is no such file or folder",
    );
  });

  it.each<[Partial<QuiltModuleProps>, string]>([
    [{ templateUrl: undefined }, "neither templateFile nor templateUrl is given"],
    [{ templateFile: file }, "both templateFile and templateUrl are given"],
    [{ iamTemplateFile: file, iamTemplateUrl }, "both iamTemplateFile and iamTemplateUrl are given"],
  ])("have one source: %#", (props, message) => {
    expect(() => synthesizeQuilt(props)).toThrow(message);
  });
});

describe("infrastructure that is created", () => {
  const created = synthesizeQuilt({
    network: { createNewVpc: true },
    existingDatabase: undefined,
    existingSearch: undefined,
    adminPassword: undefined,
  });

  it("comes from two modules, whose versions are pinned", () => {
    expect(
      Object.values(created.module ?? {})
        .map(({ source, version }) => [source, version])
        .sort(),
    ).toEqual([
      ["terraform-aws-modules/rds/aws", "~> 6.0"],
      ["terraform-aws-modules/vpc/aws", "~> 5.0"],
    ]);
  });

  it("has random passwords of letters and digits, as they stand in URLs", () => {
    expect(Object.values(created.resource?.["random_password"] ?? {})).toEqual([
      { length: 24, special: false },
      { length: 24, special: false },
    ]);
  });

  it("is reached by accessors' security groups alone", () => {
    const rules = Object.values(created.resource?.["aws_vpc_security_group_ingress_rule"] ?? {});
    const byAccessor = rules.filter((rule) => "referenced_security_group_id" in rule);

    expect(byAccessor.map(({ from_port: port }) => port).sort()).toEqual([443, 5432]);
    expect(
      rules
        .filter((rule) => "cidr_ipv4" in rule)
        .map(({ from_port: port }) => port)
        .sort(),
    ).toEqual([443, 80]);
    expect(only(created.resource, "aws_elasticsearch_domain")).toMatchObject({
      elasticsearch_version: "7.10",
      encrypt_at_rest: { enabled: true },
      node_to_node_encryption: { enabled: true },
    });
  });

  it("is none of it there where everything is brought along", () => {
    const { module, resource } = synthesizeQuilt();

    expect(module).toBeUndefined();
    expect(Object.keys(resource ?? {})).toEqual(["aws_cloudformation_stack"]);
  });
});

describe("a network", () => {
  it.each<[string, Partial<QuiltModuleProps>, string]>([
    ["existing, without its VPC", { network: { ...network, vpcId: undefined } }, "vpcId is missing (the id of the VPC"],
    [
      "existing, of nothing",
      { network: {} },
      "vpcId is missing (the id of the VPC: every deployment in an existing network needs it); intraSubnets is missing",
    ],
    ["open, without public subnets", { network: { ...network, publicSubnets: undefined } }, "publicSubnets is missing"],
    [
      "internal, with public subnets",
      { internal: true },
      "publicSubnets is too much (only a deployment that is not internal in an existing network takes it)",
    ],
    ["internal, without endpoint", { internal: true }, "apiEndpoint is missing"],
    [
      "open, with an endpoint",
      { network: { ...network, apiEndpoint: "vpce-1" } },
      "apiEndpoint is too much (only an internal deployment in an existing network takes it)",
    ],
    [
      "new, with a VPC",
      { network: { createNewVpc: true, vpcId: "vpc-1" } },
      "vpcId is too much (only a deployment in an existing network takes it)",
    ],
    [
      "of one subnet",
      { network: { ...network, intraSubnets: ["subnet-1"] } },
      'intraSubnets of test/quilt is ["subnet-1"], allowed: a list of 2 subnet ids',
    ],
    [
      "too small",
      { network: { createNewVpc: true, cidr: "10.0.0.0/25" } },
      "cidr of test/quilt is '10.0.0.0/25', allowed: an IPv4 block from /16 to /24",
    ],
  ])("%s is refused", (_what, props, message) => {
    expect(() => synthesizeQuilt(props)).toThrow(message);
  });

  it("is checked by Terraform where a variable decides", () => {
    const synthesized = synthesize((stack) => {
      const internal = new TerraformVariable(stack, "internal", { type: "bool" });
      new QuiltModule(stack, "quilt", { ...brought, internal: internal.booleanValue });
    });
    const { precondition } = appOf(synthesized)["lifecycle"] as { precondition: { error_message: string }[] };

    expect(precondition.map(({ error_message: message }) => message)).toContainEqual(
      expect.stringContaining('The network does not fit: ${join("; ", local.quilt_network_faults'),
    );
  });
});

describe("DNS names", () => {
  it("are those of the catalogue, the registry and the proxy, and lead to the load balancer", () => {
    const { resource } = synthesizeQuilt({ dns: { zoneId: "Z1" }, parameters: { QuiltWebHost: "quilt.example.com" } });
    const records = Object.values(resource?.["aws_route53_record"] ?? {});

    expect(records.map(({ name }) => (name as string).slice(-20)).sort()).toHaveLength(3);
    expect(records.map(({ name }) => /"\$1([^"]*)"\)\}$/.exec(name as string)?.[1]).sort()).toEqual([
      "",
      "-registry",
      "-s3-proxy",
    ]);
    expect(records[0]?.["records"]).toEqual([expect.stringContaining('.outputs["LoadBalancerDNSName"]')]);
  });
});
