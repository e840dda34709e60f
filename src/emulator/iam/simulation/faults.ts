import { AwsFault } from "../../fault";

// Sentences of this file are recorded from AWS in September 2026 (github.com/radkawar/stackd, testdata/aws/iam/simulation.json
// and simulation_inputs.json), but where "unverified" stands.

export function invalidInput(message: string): AwsFault {
  return new AwsFault("InvalidInput", message);
}

export function invalidResource(text: string): AwsFault {
  return invalidInput(`ResourceNames are not in a valid ARN format: ${text}.`);
}

export function unclearEntity(text: string): AwsFault {
  return invalidInput(`Invalid Entity Arn: ${text} does not clearly define entity type and name.`);
}

export function invalidArn(text: string): AwsFault {
  return invalidInput(`Invalid ARN provided in the request: ${text}`);
}

export function unknownEntity(): AwsFault {
  return new AwsFault("NoSuchEntity", "Unable to retrieve specified IAM entity.");
}
