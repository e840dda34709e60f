import type {
  DescribeParametersRequest,
  DescribeParametersResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  ParametersFilter,
  ParameterStringFilter,
} from "@aws-sdk/client-ssm";
import { defineOperation } from "../operation";
import { describeMetadata, describeParameter } from "./describe-parameter";
import { validationException } from "./faults";
import { paginate } from "./paginate";
import { applyFilters, isBelow, isChild } from "./parameter-filters";
import { checkPath } from "./parameter-name";
import { currentVersion, keyOfName, parametersOf } from "./parameter-row";

const PAGE_OF_PATH = 10;
const PAGE_OF_METADATA = 50;

/** GetParametersByPath — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath = defineOperation<GetParametersByPathRequest, GetParametersByPathResult>({
  name: "GetParametersByPath",
  run(input, context) {
    const path = (input.Path ?? "").trim();
    checkPath(path);
    const lies = input.Recursive === true ? isBelow : isChild;
    const rows = [...parametersOf(context).values()].filter(({ name }) => lies(name, path));
    const filtered = applyFilters(rows, input.ParameterFilters ?? [], ["KeyId", "Type"]);
    const page = paginate(filtered, ({ name }) => keyOfName(name), input, PAGE_OF_PATH);
    return {
      Parameters: page.items.map((row) =>
        describeParameter({ row, version: currentVersion(row), name: row.name }, input.WithDecryption ?? false),
      ),
      NextToken: page.NextToken,
    };
  },
});

/** DescribeParameters — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export const describeParameters = defineOperation<DescribeParametersRequest, DescribeParametersResult>({
  name: "DescribeParameters",
  run(input, context) {
    const { Filters: old = [], ParameterFilters: filters = [] } = input;
    if (old.length > 0 && filters.length > 0) {
      // Sentence: moto, ssm/models.py (unverified).
      throw validationException("You can use either Filters or ParameterFilters in a single request.");
    }
    // Parameters that other accounts share are not here, and nobody shares any.
    const rows = input.Shared === true ? [] : [...parametersOf(context).values()];
    const filtered = applyFilters(
      rows,
      [...filters, ...old.map(modernFilter)],
      ["DataType", "KeyId", "Name", "Path", "Tier", "Type", "tag"],
    );
    const page = paginate(filtered, ({ name }) => keyOfName(name), input, PAGE_OF_METADATA);
    return { Parameters: page.items.map(describeMetadata), NextToken: page.NextToken };
  },
});

/** The older kind of filter compares beginnings of names, and wholes of everything else. */
function modernFilter({ Key, Values }: ParametersFilter): ParameterStringFilter {
  return { Key, Values, Option: Key === "Name" ? "BeginsWith" : "Equals" };
}
