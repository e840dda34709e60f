import type {
  AddTagsToResourceRequest,
  AddTagsToResourceResult,
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  RemoveTagsFromResourceRequest,
  RemoveTagsFromResourceResult,
} from "@aws-sdk/client-ssm";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { keyOfName, parametersOf } from "./parameter-row";
import type { ParameterRow, Tag } from "./parameter-row";

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
const MOST_TAGS = 50;

/** AddTagsToResource — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export const addTagsToResource = defineOperation<AddTagsToResourceRequest, AddTagsToResourceResult>({
  name: "AddTagsToResource",
  run(input, context) {
    const row = findTagged(context, input);
    parametersOf(context).put(keyOfName(row.name), { ...row, tags: addTags(row.tags, input.Tags ?? []) });
    return {};
  },
});

/** ListTagsForResource — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = defineOperation<ListTagsForResourceRequest, ListTagsForResourceResult>({
  name: "ListTagsForResource",
  run: (input, context) => ({ TagList: [...findTagged(context, input).tags] }),
});

/** RemoveTagsFromResource — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export const removeTagsFromResource = defineOperation<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult>({
  name: "RemoveTagsFromResource",
  run(input, context) {
    const row = findTagged(context, input);
    const removed = new Set(input.TagKeys ?? []);
    parametersOf(context).put(keyOfName(row.name), { ...row, tags: row.tags.filter(({ Key }) => !removed.has(Key)) });
    return {};
  },
});

/** Tags with others added; keys are case sensitive. */
export function addTags(present: readonly Tag[], given: readonly Partial<Tag>[]): readonly Tag[] {
  const tags = new Map(present.map((tag) => [tag.Key, tag]));
  for (const { Key = "", Value = "" } of given) tags.set(Key, { Key, Value });
  // The model's code, which has no sentence of its own.
  if (tags.size > MOST_TAGS) throw new AwsFault("TooManyTagsError", "");
  return [...tags.values()];
}

/** Of the taggable types only parameters exist here: a resource of any other is not there. */
function findTagged(
  context: OperationContext,
  { ResourceType: type, ResourceId: id = "" }: ListTagsForResourceRequest,
): ParameterRow {
  const row = type === "Parameter" ? parametersOf(context).get(keyOfName(id)) : undefined;
  if (row === undefined) throw new AwsFault("InvalidResourceId", "");
  return row;
}
