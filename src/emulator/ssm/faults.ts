import { AwsFault } from "../fault";

export function validationException(message: string): AwsFault {
  return new AwsFault("ValidationException", message);
}

/** AWS sends the code alone (recorded: localstack, ssm/resource_providers/test_parameter.snapshot.json). */
export function parameterNotFound(): AwsFault {
  return new AwsFault("ParameterNotFound", "");
}

/** Sentence: https://docs.aws.amazon.com/systems-manager/latest/userguide/param-create-cli.html and its neighbours. */
export function parameterAlreadyExists(): AwsFault {
  return new AwsFault(
    "ParameterAlreadyExists",
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  );
}

/** Sentence: moto, tests/test_ssm/test_ssm_boto3.py, which is compared with AWS. */
export function versionNotFound(name: string, selector: string): AwsFault {
  return new AwsFault(
    "ParameterVersionNotFound",
    `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
  );
}

/** Sentence of the API reference: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export function invalidNextToken(): AwsFault {
  return new AwsFault("InvalidNextToken", "The specified token isn't valid.");
}
