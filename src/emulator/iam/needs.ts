import { resourceTypesOf } from "../../policy";
import type { ContextValues } from "../../policy";
import type { AccessNeed } from "../access-need";
import type { OperationContext } from "../operation";
import type { ListNeeds } from "../service";
import { requestTagKeys, resourceTagKeys } from "../tag-keys";
import { iamArn } from "./arns";
import { NAMED_ENTITIES, text } from "./named-entities";
import type { NamedEntity } from "./named-entities";
import { serviceCredentialTable } from "./user-credential-rows";

type Input = Readonly<Record<string, unknown>>;

/** Lists are of everything under a path, which AWS writes as an ARN: `arn:aws:iam::123456789012:role/`. */
const LISTED: Readonly<Record<string, string>> = {
  ListGroups: "group",
  ListInstanceProfiles: "instance-profile",
  ListRoles: "role",
  ListServerCertificates: "server-certificate",
  ListUsers: "user",
};

/** Operations of which AWS's sentences name the ARN of what is not there yet. */
const NEW: ReadonlySet<string> = new Set([
  "CreateGroup",
  "CreateInstanceProfile",
  "CreateRole",
  "CreateServiceLinkedRole",
  "CreateUser",
]);

/** Operations that make something and may tag it at once, which takes the permission to tag, too. */
const TAGGED_AT_ONCE: Readonly<Record<string, string>> = {
  CreateInstanceProfile: "TagInstanceProfile",
  CreateOpenIDConnectProvider: "TagOpenIDConnectProvider",
  CreatePolicy: "TagPolicy",
  CreateRole: "TagRole",
  CreateSAMLProvider: "TagSAMLProvider",
  CreateUser: "TagUser",
  CreateVirtualMFADevice: "TagMFADevice",
  UploadServerCertificate: "TagServerCertificate",
};

/**
 * Permissions that a call to IAM needs: the action of the operation's name on what the request names.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
 */
export const iamNeeds: ListNeeds = (operation, input, context) => {
  const action = `iam:${operation}`;
  const entity = findEntity(action, input, context);
  const listed = LISTED[operation];
  const path = text(input, "PathPrefix") ?? "/";
  const resource = entity?.arn ?? (listed === undefined ? "*" : iamArn(context, listed, path, ""));
  const shownAs =
    operation === "ListPolicies" ? `policy path ${path}` : NEW.has(operation) ? undefined : entity?.shownAs;
  const keys = keysOf(input, entity, context);
  const need: AccessNeed = { action, resource, keys, ...(shownAs !== undefined && { shownAs }) };
  const tagging = TAGGED_AT_ONCE[operation];
  const needs = [need];
  if (tagging !== undefined && Array.isArray(input["Tags"]) && input["Tags"].length > 0) {
    needs.push({ ...need, action: `iam:${tagging}` });
  }
  if (operation === "AddRoleToInstanceProfile") needs.push(...passToInstances(input, context));
  return needs;
};

function findEntity(action: string, input: Input, context: OperationContext): NamedEntity | undefined {
  if (action === "iam:GetUser" && input["UserName"] === undefined && context.caller.arn.endsWith(":root")) {
    return undefined;
  }
  for (const { type } of resourceTypesOf(action)) {
    const entity = NAMED_ENTITIES[type.name]?.(input, context) ?? bySource(type.name, input);
    if (entity !== undefined) return entity;
  }
  return undefined;
}

/** Simulations and reports name whom they are about by an ARN of any type. */
function bySource(type: string, input: Input): NamedEntity | undefined {
  const arn = text(input, "PolicySourceArn") ?? text(input, "Arn");
  return arn?.split(":")[5]?.startsWith(`${type}/`) === true ? { arn, shownAs: arn, tags: [] } : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function keysOf(input: Input, entity: NamedEntity | undefined, context: OperationContext): ContextValues {
  const days = input["CredentialAgeDays"];
  return {
    "iam:PolicyARN": text(input, "PolicyArn"),
    "iam:PermissionsBoundary": text(input, "PermissionsBoundary") ?? entity?.permissionsBoundary,
    "iam:AWSServiceName": text(input, "AWSServiceName"),
    "iam:ServiceSpecificCredentialServiceName": serviceOf(input, context),
    ...(typeof days === "number" && { "iam:ServiceSpecificCredentialAgeDays": String(days) }),
    ...requestTagKeys(input["Tags"], input["TagKeys"]),
    ...resourceTagKeys(entity?.tags ?? [], ["aws:ResourceTag", "iam:ResourceTag"]),
  };
}

/** The service of a credential that is made, or of the one that is changed; AWS has them in lower case. */
function serviceOf(input: Input, context: OperationContext): string | undefined {
  const id = text(input, "ServiceSpecificCredentialId");
  if (id === undefined) return text(input, "ServiceName")?.toLowerCase();
  return serviceCredentialTable(context).get(id)?.service;
}

/** Adding a role to an instance profile passes it to EC2. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
function passToInstances(input: Input, context: OperationContext): AccessNeed[] {
  const role = NAMED_ENTITIES["role"]?.(input, context);
  if (role === undefined) return [];
  return [{ action: "iam:PassRole", resource: role.arn, keys: { "iam:PassedToService": "ec2.amazonaws.com" } }];
}
