import type {
  GetParameterHistoryRequest,
  GetParameterHistoryResult,
  GetParameterRequest,
  GetParameterResult,
  GetParametersRequest,
  GetParametersResult,
} from "@aws-sdk/client-ssm";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { describeHistory, describeParameter } from "./describe-parameter";
import { parameterNotFound } from "./faults";
import { findParameter } from "./find-parameter";
import type { FoundParameter } from "./find-parameter";
import { paginate } from "./paginate";
import { parseReference } from "./parameter-name";
import { keyOfName, parametersOf } from "./parameter-row";

/** GetParameter — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = defineOperation<GetParameterRequest, GetParameterResult>({
  name: "GetParameter",
  run({ Name: name = "", WithDecryption: decrypted = false }, context) {
    return { Parameter: describeParameter(findParameter(context, name), decrypted) };
  },
});

/** GetParameters — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const getParameters = defineOperation<GetParametersRequest, GetParametersResult>({
  name: "GetParameters",
  run({ Names: names = [], WithDecryption: decrypted = false }, context) {
    const found = names.map((name) => ({ name, parameter: unlessMissing(() => findParameter(context, name)) }));
    return {
      Parameters: found.flatMap(({ parameter }) =>
        parameter === undefined ? [] : [describeParameter(parameter, decrypted)],
      ),
      InvalidParameters: found.filter(({ parameter }) => parameter === undefined).map(({ name }) => name),
    };
  },
});

const MISSING = new Set(["ParameterNotFound", "ParameterVersionNotFound"]);

/** Names that are none are refused all the same (recorded in localstack's tests of hierarchical parameters). */
function unlessMissing(find: () => FoundParameter): FoundParameter | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsFault && MISSING.has(error.code)) return undefined;
    throw error;
  }
}

const HISTORY_PAGE = 50;

/** GetParameterHistory — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export const getParameterHistory = defineOperation<GetParameterHistoryRequest, GetParameterHistoryResult>({
  name: "GetParameterHistory",
  run({ Name: text = "", WithDecryption: decrypted = false, ...request }, context) {
    const row = parametersOf(context).get(keyOfName(parseReference(text).name));
    if (row === undefined) throw parameterNotFound();
    const page = paginate(row.versions, ({ version }) => String(version).padStart(12, "0"), request, HISTORY_PAGE);
    return {
      Parameters: page.items.map((version) => describeHistory(row, version, decrypted)),
      NextToken: page.NextToken,
    };
  },
});
