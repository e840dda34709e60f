import type { Operation } from "../operation";
import { deleteParameter, deleteParameters } from "./delete-parameters";
import { getParameter, getParameterHistory, getParameters } from "./get-parameters";
import { describeParameters, getParametersByPath } from "./list-parameters";
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from "./parameter-tags";
import { putParameter } from "./put-parameter";

/** Every operation of Systems Manager that the emulator has. */
export const operations: readonly Operation[] = [
  addTagsToResource,
  deleteParameter,
  deleteParameters,
  describeParameters,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
  listTagsForResource,
  putParameter,
  removeTagsFromResource,
];
