import type {
  DeleteParameterRequest,
  DeleteParameterResult,
  DeleteParametersRequest,
  DeleteParametersResult,
} from "@aws-sdk/client-ssm";
import { defineOperation } from "../operation";
import { parameterNotFound } from "./faults";
import { parseReference } from "./parameter-name";
import { keyOfName, parametersOf } from "./parameter-row";

/** DeleteParameter — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export const deleteParameter = defineOperation<DeleteParameterRequest, DeleteParameterResult>({
  name: "DeleteParameter",
  run({ Name: name = "" }, context) {
    if (!parametersOf(context).delete(keyOfNamed(name))) throw parameterNotFound();
    return {};
  },
});

/** DeleteParameters — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export const deleteParameters = defineOperation<DeleteParametersRequest, DeleteParametersResult>({
  name: "DeleteParameters",
  run({ Names: names = [] }, context) {
    const table = parametersOf(context);
    const outcomes = names.map((name) => ({ name, deleted: table.delete(keyOfNamed(name)) }));
    return {
      DeletedParameters: outcomes.filter(({ deleted }) => deleted).map(({ name }) => name),
      InvalidParameters: outcomes.filter(({ deleted }) => !deleted).map(({ name }) => name),
    };
  },
});

/** A parameter goes with all its versions: a name with a version is the key of none. */
function keyOfNamed(text: string): string {
  const { name, selector } = parseReference(text);
  return selector === undefined ? keyOfName(name) : text;
}
