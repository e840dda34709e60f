import { TerraformOutput, Token } from "cdktf";
import { hcl } from "../expression";
import type { IamNames } from "../iam-outputs";
import type { NetworkProps } from "../network-props";
import { QuiltModule } from "../quilt-module";
import type { QuiltModuleProps } from "../quilt-module-props";
import { ModuleStack } from "./module-stack";
import { declareVariables } from "./module-variable";
import {
  ADMIN_PASSWORD_VARIABLES,
  EXISTING_DATABASE_VARIABLES,
  EXISTING_SEARCH_VARIABLES,
  NETWORK_VARIABLES,
  NEW_DATABASE_VARIABLES,
  NEW_NETWORK_VARIABLES,
  NEW_SEARCH_VARIABLES,
  commonVariables,
} from "./quilt-variables";
import type { Bringable } from "./quilt-variables";

export interface QuiltModuleExport extends IamNames {
  /** What the caller brings, instead of the module creating it. */
  readonly bring: readonly Bringable[];
}

/** The module of a whole deployment. */
export function exportQuiltModule(options: QuiltModuleExport): ModuleStack {
  const stack = new ModuleStack();
  const common = declareVariables(stack.inputs, commonVariables(options));
  const quilt = new QuiltModule(stack, "this", {
    name: common.name.stringValue,
    internal: common.internal.booleanValue,
    parameters: Token.asStringMap(common.parameters.value),
    templateFile: common.template_file.stringValue,
    templateUrl: common.template_url.stringValue,
    iamTemplateUrl: common.iam_template_url.stringValue,
    iamTemplateFile: common.iam_template_file.stringValue,
    iamStackName: common.iam_stack_name.stringValue,
    iamParameters: Token.asStringMap(common.iam_parameters.value),
    iamTags: Token.asStringMap(common.iam_tags.value),
    iamRoleNames: common.iam_role_names.listValue,
    iamPolicyNames: common.iam_policy_names.listValue,
    followTemplates: common.follow_templates.booleanValue,
    dns: { zoneId: common.dns_zone_id.stringValue, ttl: common.dns_ttl.numberValue },
    stackNotificationArns: common.stack_notification_arns.listValue,
    createTimeout: common.create_timeout.stringValue,
    updateTimeout: common.update_timeout.stringValue,
    deleteTimeout: common.delete_timeout.stringValue,
    onFailure: common.on_failure.stringValue,
    tags: Token.asStringMap(common.tags.value),
    ...partsOf(stack, new Set(options.bring)),
  });
  declareOutputs(stack, quilt);
  return stack;
}

function partsOf(
  stack: ModuleStack,
  brought: ReadonlySet<Bringable>,
): Pick<QuiltModuleProps, "network" | "database" | "existingDatabase" | "search" | "existingSearch" | "adminPassword"> {
  const { required, optional } = ADMIN_PASSWORD_VARIABLES;
  return {
    network: networkOf(stack, brought.has("network")),
    ...(brought.has("database") ? existingDatabaseOf(stack) : databaseOf(stack)),
    ...(brought.has("search") ? existingSearchOf(stack) : searchOf(stack)),
    adminPassword: declareVariables(stack.inputs, brought.has("admin-password") ? required : optional).admin_password
      .stringValue,
  };
}

function networkOf(stack: ModuleStack, isBrought: boolean): NetworkProps {
  const variables = declareVariables(stack.inputs, NETWORK_VARIABLES);
  const existing = {
    vpcId: variables.vpc_id.stringValue,
    intraSubnets: variables.intra_subnets.listValue,
    privateSubnets: variables.private_subnets.listValue,
    publicSubnets: variables.public_subnets.listValue,
    userSecurityGroup: variables.user_security_group.stringValue,
    userSubnets: variables.user_subnets.listValue,
    apiEndpoint: variables.api_endpoint.stringValue,
  };
  if (isBrought) return existing;
  const created = declareVariables(stack.inputs, NEW_NETWORK_VARIABLES);
  return { ...existing, createNewVpc: created.create_new_vpc.booleanValue, cidr: created.cidr.stringValue };
}

function databaseOf(stack: ModuleStack): Pick<QuiltModuleProps, "database"> {
  const variables = declareVariables(stack.inputs, NEW_DATABASE_VARIABLES);
  return {
    database: {
      snapshotIdentifier: variables.db_snapshot_identifier.stringValue,
      instanceClass: variables.db_instance_class.stringValue,
      multiAz: variables.db_multi_az.booleanValue,
      networkType: variables.db_network_type.stringValue,
      deletionProtection: variables.db_deletion_protection.booleanValue,
    },
  };
}

function existingDatabaseOf(stack: ModuleStack): Pick<QuiltModuleProps, "existingDatabase"> {
  const variables = declareVariables(stack.inputs, EXISTING_DATABASE_VARIABLES);
  return {
    existingDatabase: {
      url: variables.db_url.stringValue,
      accessorSecurityGroup: variables.db_accessor_security_group.stringValue,
    },
  };
}

function searchOf(stack: ModuleStack): Pick<QuiltModuleProps, "search"> {
  const variables = declareVariables(stack.inputs, NEW_SEARCH_VARIABLES);
  return {
    search: {
      autoTuneDesiredState: variables.search_auto_tune_desired_state.stringValue,
      instanceCount: variables.search_instance_count.numberValue,
      instanceType: variables.search_instance_type.stringValue,
      dedicatedMasterEnabled: variables.search_dedicated_master_enabled.booleanValue,
      dedicatedMasterCount: variables.search_dedicated_master_count.numberValue,
      dedicatedMasterType: variables.search_dedicated_master_type.stringValue,
      zoneAwarenessEnabled: variables.search_zone_awareness_enabled.booleanValue,
      volumeSize: variables.search_volume_size.numberValue,
      volumeType: variables.search_volume_type.stringValue,
      volumeIops: variables.search_volume_iops.numberValue,
      volumeThroughput: variables.search_volume_throughput.numberValue,
    },
  };
}

function existingSearchOf(stack: ModuleStack): Pick<QuiltModuleProps, "existingSearch"> {
  const variables = declareVariables(stack.inputs, EXISTING_SEARCH_VARIABLES);
  return {
    existingSearch: {
      domainEndpoint: variables.search_domain_endpoint.stringValue,
      domainArn: variables.search_domain_arn.stringValue,
      accessorSecurityGroup: variables.search_accessor_security_group.stringValue,
    },
  };
}

function declareOutputs(stack: ModuleStack, quilt: QuiltModule): void {
  const { fqn } = quilt.stack;
  // Not the whole resource: its parameters are secrets, which would make one of everything.
  new TerraformOutput(stack.outputs, "stack", {
    value: Token.asAny(hcl`{ id = ${fqn}.id, name = ${fqn}.name, outputs = ${fqn}.outputs }`),
    description: "Id, name and outputs of the application stack.",
  });
  new TerraformOutput(stack.outputs, "admin_password", {
    value: quilt.adminPassword,
    description: "Password of Quilt's administrator.",
    sensitive: true,
  });
  new TerraformOutput(stack.outputs, "db_password", {
    value: quilt.dbPassword,
    description: "Password of a new database; null for one that exists.",
    sensitive: true,
  });
  const iam = [
    ["iam_stack_id", quilt.iamStackId, "ARN of the IAM stack; null inline."],
    ["iam_stack_name", quilt.iamStackName, "Name of the IAM stack; null inline."],
    ["iam_role_arns", Token.asAny(quilt.iamRoleArns), "ARNs of the roles, by name; empty inline."],
    ["iam_policy_arns", Token.asAny(quilt.iamPolicyArns), "ARNs of the managed policies, by name; empty inline."],
  ] as const;
  for (const [id, value, description] of iam) new TerraformOutput(stack.outputs, id, { value, description });
}
