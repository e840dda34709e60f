import { openLinePack } from "../base";
import type { LinePack } from "../base";

/** How AWS classifies what an action does. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** Something of a service that has an ARN. */
export interface ResourceType {
  /** `bucket` */
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}` */
  readonly arnTemplate: string;
  /** Keys that the type brings into a request, `aws:ResourceTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

/** A resource type that an action can be limited to. */
export interface ActionResourceType {
  readonly type: ResourceType;
  /** Whether a request always names a resource of the type. */
  readonly required: boolean;
  /** Keys that only this action's requests on this type have. */
  readonly conditionKeys: readonly string[];
}

/** One action of a service. */
export interface ServiceAction {
  /** `s3:GetObject`, as AWS writes it. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Empty for an action that knows only the resource `*`. */
  readonly resourceTypes: readonly ActionResourceType[];
  readonly conditionKeys: readonly string[];
}

/** Data type of a condition key's values. */
export type ConditionKeyType =
  "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress" | "ArrayOfString" | "ArrayOfARN" | "ArrayOfBool";

export interface ConditionKey {
  /** `aws:SourceIp`; keys with a name of the user's in them are written `aws:RequestTag/${TagKey}`. */
  readonly name: string;
  readonly type: ConditionKeyType;
}

/** What the Service Authorization Reference says of one service. */
export interface ServiceAuthorization {
  /** What stands before the colon of its actions: `s3`. */
  readonly prefix: string;
  /** `Amazon S3` */
  readonly name: string;
  /** By the name in lower case without the prefix: `getobject`. */
  readonly actions: ReadonlyMap<string, ServiceAction>;
  /** By name: `bucket`. */
  readonly resourceTypes: ReadonlyMap<string, ResourceType>;
  readonly conditionKeys: readonly ConditionKey[];
}

// What scripts/pack-service-authorization.mjs writes; numbers are places in lists.
type PackedKeys = readonly (readonly [name: string, type: ConditionKeyType])[];
interface PackedService {
  readonly prefix: string;
  readonly name: string;
  readonly resources: readonly (readonly [name: string, arn: string, keys: number])[];
  readonly actions: readonly (readonly [
    name: string,
    level: AccessLevel,
    keys: number,
    types: readonly (readonly [type: number, required: 0 | 1, keys: number])[],
  ])[];
  readonly lists: readonly (readonly number[])[];
  readonly keys: PackedKeys;
}

/** Line of the pack that has AWS's global condition keys. */
const GLOBAL = "";

const services = new Map<string, ServiceAuthorization>();
let globalKeys: readonly ConditionKey[] | undefined;
let pack: LinePack | undefined;

function openPack(): LinePack {
  return (pack ??= openLinePack("service-authorization"));
}

/**
 * The actions, resource types and condition keys of the service of that prefix (`s3`, in any case); undefined where AWS has
 * none. Read at the first question about the service.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function findService(prefix: string): ServiceAuthorization | undefined {
  const key = prefix.toLowerCase();
  if (key === GLOBAL) return undefined;
  const known = services.get(key);
  if (known !== undefined) return known;
  const packed = openPack().read(key) as PackedService | undefined;
  if (packed === undefined) return undefined;
  const service = unpack(packed);
  services.set(key, service);
  return service;
}

/** Prefixes of all services, sorted. */
export function listServices(): readonly string[] {
  return openPack()
    .keys()
    .filter((prefix) => prefix !== GLOBAL);
}

/** The action of that name in any case, `s3:getobject`; undefined for an unknown one, and for a pattern. */
export function findAction(action: string): ServiceAction | undefined {
  const [prefix = "", name = ""] = action.split(":", 2);
  return findService(prefix)?.actions.get(name.toLowerCase());
}

/** The resource types that an action can be limited to; none for an action that is unknown or knows only `*`. */
export function resourceTypesOf(action: string): readonly ActionResourceType[] {
  return findAction(action)?.resourceTypes ?? [];
}

/** Condition keys that every service has: `aws:…`, and a few of other prefixes. */
export function listGlobalConditionKeys(): readonly ConditionKey[] {
  return (globalKeys ??= toKeys((openPack().read(GLOBAL) as { keys: PackedKeys }).keys));
}

function toKeys(packed: PackedKeys): ConditionKey[] {
  return packed.map(([name, type]) => ({ name, type }));
}

function unpack({ prefix, name, resources, actions, lists, keys }: PackedService): ServiceAuthorization {
  const conditionKeys = toKeys(keys);
  // Lists are shared between actions, as they were in the pack.
  const namesOf = lists.map((list) => list.map((place) => at(conditionKeys, place).name));
  const types = resources.map(([typeName, arnTemplate, list]): ResourceType => ({
    name: typeName,
    arnTemplate,
    conditionKeys: at(namesOf, list),
  }));
  return {
    prefix,
    name,
    actions: new Map(
      actions.map(([actionName, accessLevel, list, actionTypes]) => [
        actionName.toLowerCase(),
        {
          name: `${prefix}:${actionName}`,
          accessLevel,
          resourceTypes: actionTypes.map(([type, required, typeList]) => ({
            type: at(types, type),
            required: required === 1,
            conditionKeys: at(namesOf, typeList),
          })),
          conditionKeys: at(namesOf, list),
        },
      ]),
    ),
    resourceTypes: new Map(types.map((type) => [type.name, type])),
    conditionKeys,
  };
}

function at<Value>(list: readonly Value[], place: number): Value {
  const value = list[place];
  if (value === undefined) throw new Error(`the pack of service authorization names place ${place} of ${list.length}`);
  return value;
}
