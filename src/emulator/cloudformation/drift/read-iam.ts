import type { TemplateMap, TemplateValue } from "../../../template";
import type { OperationContext } from "../../operation";
import { holdersOf } from "../resources/iam-managed-policy";
import { mapsOf, textOf, textsOf } from "../resources/property";
import type { ResourceRow } from "../stack";
import { unlessMissing } from "./unless-missing";

/** What a reader is asked for. */
export interface ReadRequest {
  readonly context: OperationContext;
  readonly row: ResourceRow;
  /** As the resource was made with. */
  readonly properties: TemplateMap;
  /** Resources of the same stack, which may have put something on this one. */
  readonly siblings: readonly ResourceRow[];
}

/** Reads the properties that a resource has now, those that the template may set; undefined or rejected where it is gone. */
export type PropertyReader = (request: ReadRequest) => Promise<TemplateMap | undefined>;

type Kind = "Role" | "User" | "Group";

interface Entity {
  readonly Path?: string;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
  readonly AssumeRolePolicyDocument?: string;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string };
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** Everything of a list: no entity has more. */
const ALL = { MaxItems: 1000 };

/** AWS::IAM::Role, User and Group. */
export function readEntity(kind: Kind): PropertyReader {
  return async (request) => {
    const { context, row } = request;
    const name = row.physicalId ?? "";
    const found = await context.invoke<Record<string, Entity>>("iam", `Get${kind}`, { [`${kind}Name`]: name });
    const entity = found[kind] ?? {};
    const tags = (entity.Tags ?? []).map(({ Key, Value }) => ({ Key, Value }));
    return present({
      [`${kind}Name`]: name,
      Path: entity.Path,
      Description: entity.Description,
      MaxSessionDuration: entity.MaxSessionDuration,
      AssumeRolePolicyDocument: documentOf(entity.AssumeRolePolicyDocument),
      PermissionsBoundary: entity.PermissionsBoundary?.PermissionsBoundaryArn,
      Tags: tags.filter(({ Key }) => isOwnTag(row, Key)),
      ManagedPolicyArns: await attachedPolicies(request, kind, name),
      Policies: await inlinePolicies(request, kind, name),
      Groups: kind === "User" ? await groupsOf(context, name) : undefined,
    });
  };
}

/** Tags that come from the stack are no property of the resource. */
function isOwnTag(row: ResourceRow, key: string): boolean {
  const isDeclared = mapsOf(row.properties, "Tags").some((tag) => textOf(tag, "Key") === key);
  return isDeclared || !row.stackTags.some((tag) => tag.Key === key);
}

async function attachedPolicies({ context, siblings }: ReadRequest, kind: Kind, name: string): Promise<string[]> {
  const { AttachedPolicies: attached } = await context.invoke<{
    readonly AttachedPolicies: readonly { readonly PolicyArn: string }[];
  }>("iam", `ListAttached${kind}Policies`, { [`${kind}Name`]: name, ...ALL });
  // A managed policy of the stack that names the entity is that policy's affair.
  const others = siblings.filter((row) => row.type === "AWS::IAM::ManagedPolicy" && holds(row, kind, name));
  const arns = attached.map(({ PolicyArn }) => PolicyArn);
  return arns.filter((arn) => !others.some((row) => row.physicalId === arn));
}

async function inlinePolicies(request: ReadRequest, kind: Kind, name: string): Promise<TemplateValue> {
  const { context, siblings } = request;
  const { PolicyNames: names } = await context.invoke<{ readonly PolicyNames: readonly string[] }>(
    "iam",
    `List${kind}Policies`,
    { [`${kind}Name`]: name, ...ALL },
  );
  const foreign = new Set(
    siblings
      .filter((row) => row.type === `AWS::IAM::${kind}Policy` || row.type === "AWS::IAM::Policy")
      .filter((row) => holds(row, kind, name) || textOf(row.properties, `${kind}Name`) === name)
      .map((row) => textOf(row.properties, "PolicyName")),
  );
  const own = names.filter((policyName) => !foreign.has(policyName));
  return Promise.all(
    own.map(async (policyName) => ({
      PolicyName: policyName,
      PolicyDocument: (await readDocument(context, kind, name, policyName)) ?? null,
    })),
  );
}

function holds(row: ResourceRow, kind: Kind, name: string): boolean {
  return holdersOf(row.properties).some((holder) => holder.holder === kind && holder.name === name);
}

async function readDocument(
  context: OperationContext,
  kind: Kind,
  name: string,
  policyName: string,
): Promise<TemplateValue | undefined> {
  const input = { [`${kind}Name`]: name, PolicyName: policyName };
  const { PolicyDocument: document } = await context.invoke<{ readonly PolicyDocument: string }>(
    "iam",
    `Get${kind}Policy`,
    input,
  );
  return documentOf(document);
}

async function groupsOf(context: OperationContext, name: string): Promise<string[]> {
  const { Groups: groups } = await context.invoke<{ readonly Groups: readonly { readonly GroupName: string }[] }>(
    "iam",
    "ListGroupsForUser",
    { UserName: name, ...ALL },
  );
  return groups.map(({ GroupName }) => GroupName);
}

/** AWS::IAM::RolePolicy, UserPolicy and GroupPolicy. */
export function readEntityPolicy(kind: Kind): PropertyReader {
  return async ({ context, properties }) => {
    const name = textOf(properties, `${kind}Name`) ?? "";
    const policyName = textOf(properties, "PolicyName") ?? "";
    const document = await readDocument(context, kind, name, policyName);
    return present({ [`${kind}Name`]: name, PolicyName: policyName, PolicyDocument: document });
  };
}

/** AWS::IAM::Policy: gone where nobody that it names holds it. */
export const readPolicy: PropertyReader = async ({ context, properties }) => {
  const policyName = textOf(properties, "PolicyName") ?? "";
  const holders = holdersOf(properties);
  const documents = await Promise.all(
    holders.map(({ holder, name }) => unlessMissing(readDocument(context, holder, name, policyName))),
  );
  const left = holders.filter((_, index) => documents[index] !== undefined);
  const named = (kind: Kind): string[] | undefined =>
    properties[`${kind}s`] === undefined
      ? undefined
      : left.filter(({ holder }) => holder === kind).map(({ name }) => name);
  const expected = JSON.stringify(documentOf(properties["PolicyDocument"]));
  // Where the holders differ, the one that was changed tells.
  const changed = documents.find((document) => document !== undefined && JSON.stringify(document) !== expected);
  const document = changed ?? documents.find((one) => one !== undefined);
  if (document === undefined) return undefined;
  return present({
    PolicyName: policyName,
    PolicyDocument: document,
    Roles: named("Role"),
    Users: named("User"),
    Groups: named("Group"),
  });
};

/** AWS::IAM::ManagedPolicy. */
export const readManagedPolicy: PropertyReader = async ({ context, row, siblings }) => {
  const PolicyArn = row.physicalId;
  const { Policy: policy } = await context.invoke<{
    readonly Policy: {
      readonly PolicyName: string;
      readonly Path?: string;
      readonly Description?: string;
      readonly DefaultVersionId: string;
    };
  }>("iam", "GetPolicy", { PolicyArn });
  const { PolicyVersion: version } = await context.invoke<{ readonly PolicyVersion: { readonly Document: string } }>(
    "iam",
    "GetPolicyVersion",
    { PolicyArn, VersionId: policy.DefaultVersionId },
  );
  const entities = await context.invoke<{
    readonly PolicyRoles: readonly { readonly RoleName: string }[];
    readonly PolicyUsers: readonly { readonly UserName: string }[];
    readonly PolicyGroups: readonly { readonly GroupName: string }[];
  }>("iam", "ListEntitiesForPolicy", { PolicyArn, ...ALL });
  // Who names the policy itself holds it by its own doing.
  const own = (name: string): boolean =>
    !siblings.some(
      (other) => other.physicalId === name && textsOf(other.properties, "ManagedPolicyArns").includes(PolicyArn ?? ""),
    );
  return present({
    ManagedPolicyName: policy.PolicyName,
    Path: policy.Path,
    Description: policy.Description,
    PolicyDocument: documentOf(version.Document),
    Roles: entities.PolicyRoles.map(({ RoleName }) => RoleName).filter(own),
    Users: entities.PolicyUsers.map(({ UserName }) => UserName).filter(own),
    Groups: entities.PolicyGroups.map(({ GroupName }) => GroupName).filter(own),
  });
};

/** AWS::IAM::InstanceProfile. */
export const readInstanceProfile: PropertyReader = async ({ context, row }) => {
  const { InstanceProfile: profile } = await context.invoke<{
    readonly InstanceProfile: {
      readonly InstanceProfileName: string;
      readonly Path?: string;
      readonly Roles: readonly { readonly RoleName: string }[];
    };
  }>("iam", "GetInstanceProfile", { InstanceProfileName: row.physicalId });
  return present({
    InstanceProfileName: profile.InstanceProfileName,
    Path: profile.Path,
    Roles: profile.Roles.map(({ RoleName }) => RoleName),
  });
};

/** A policy document as data; IAM answers with it percent-encoded. */
export function documentOf(document: TemplateValue | undefined): TemplateValue | undefined {
  if (typeof document !== "string") return document;
  return JSON.parse(document.startsWith("%") ? decodeURIComponent(document) : document) as TemplateValue;
}

/** The properties that are there. */
export function present(properties: Readonly<Record<string, TemplateValue | undefined>>): TemplateMap {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as TemplateMap;
}
