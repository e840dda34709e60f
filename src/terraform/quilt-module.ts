import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { createAdminPassword } from "./admin-password";
import { createDatabase } from "./database";
import { readParameters } from "./declared-parameters";
import { createNames } from "./dns";
import { hcl } from "./expression";
import { createExternalIam } from "./external-iam";
import { infrastructureParameters } from "./infrastructure-parameters";
import { checkQuiltInputs } from "./quilt-inputs";
import { mergeMaps } from "./merge-maps";
import type { TextMap } from "./merge-maps";
import { createNetwork } from "./network";
import { checkParameters } from "./parameter-rules";
import { isOn } from "./presence";
import type { QuiltModuleProps } from "./quilt-module-props";
import { routeParameters } from "./route-parameters";
import { createSearch } from "./search";
import { provideTemplates } from "./templates";

/**
 * A deployment of Quilt: the application stack with its network, database and search domain, new or existing, and with
 * its IAM in a stack of its own or inline.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html
 */
export class QuiltModule extends Construct {
  /** The application stack. */
  readonly stack: CloudformationStack;
  /** Password of Quilt's administrator. */
  readonly adminPassword: string;
  /** Password of a new database; null for one that exists. */
  readonly dbPassword: string;
  /** ARN of the IAM stack; null inline. */
  readonly iamStackId: string;
  /** Name of the IAM stack; null inline. */
  readonly iamStackName: string;
  /** ARNs of the roles, by name; empty inline. */
  readonly iamRoleArns: TextMap;
  /** ARNs of the managed policies, by name; empty inline. */
  readonly iamPolicyArns: TextMap;

  /** @throws UserError `invalid-input`, `network-mismatch`, `template-missing` or `template-ambiguous` */
  constructor(scope: Construct, id: string, props: QuiltModuleProps) {
    super(scope, id);
    const { name, tags = {}, parameters = {} } = props;
    const isInternal = isOn(props.internal, false);
    const conditions = checkQuiltInputs(this, props);

    const network = createNetwork(this, { name, isInternal, network: props.network, tags });
    const common = { name, network, tags };
    const database = props.existingDatabase ?? createDatabase(this, { ...common, database: props.database ?? {} });
    const search = props.existingSearch ?? createSearch(this, { ...common, search: props.search ?? {} });
    this.adminPassword = createAdminPassword(this, props.adminPassword);
    // The later win: https://developer.hashicorp.com/terraform/language/functions/merge
    const infrastructure = infrastructureParameters({
      isInternal,
      network,
      database,
      search,
      adminPassword: this.adminPassword,
    });

    const templates = provideTemplates(this, props);
    const app = readParameters(this, "template", templates.app);
    const routed = routeParameters(this, {
      name,
      shared: mergeMaps(...infrastructure, parameters),
      app,
      iamTemplate: templates.iam,
    });
    const iam = createExternalIam(this, {
      ...props,
      ...templates.iam,
      stackParameters: mergeMaps(routed.ofIam, props.iamParameters ?? {}),
      tags: mergeMaps(tags, props.iamTags ?? {}),
    });
    const given = routed.ofApp(mergeMaps(...infrastructure, iam.parameters, parameters));
    const fits = checkParameters(this, { app, given, iamNames: iam.names, props });
    this.stack = new CloudformationStack(this, "stack", {
      name,
      templateUrl: templates.app.url,
      parameters: given,
      capabilities: ["CAPABILITY_NAMED_IAM"],
      notificationArns: props.stackNotificationArns && [...props.stackNotificationArns],
      onFailure: props.onFailure ?? "ROLLBACK",
      timeouts: {
        create: props.createTimeout ?? "30m",
        update: props.updateTimeout ?? "1h",
        delete: props.deleteTimeout ?? "1h30m",
      },
      tags,
      dependsOn: [...network.parts, ...templates.app.parts, ...iam.parts],
      lifecycle: {
        // CreateStack alone reads it; Terraform would replace the stack for another value.
        ignoreChanges: ["on_failure"],
        precondition: [...conditions, ...network.conditions, ...fits],
      },
    });
    if (props.dns !== undefined) {
      const target = hcl`${this.stack.fqn}.outputs["LoadBalancerDNSName"]`;
      createNames(this, { dns: props.dns, webHost: hcl`${parameters}["QuiltWebHost"]`, target });
    }

    this.dbPassword = Token.asString(hcl`${"password" in database ? database.password : null}`);
    this.iamStackId = Token.asString(iam.stackId);
    this.iamStackName = Token.asString(iam.stackName);
    this.iamRoleArns = Token.asStringMap(iam.roleArns);
    this.iamPolicyArns = Token.asStringMap(iam.policyArns);
  }
}
