import { validationException } from "./faults";
import type { ParameterTier } from "./parameter-row";

/** Characters of a value. */
const LARGEST_STANDARD = 4096;
const LARGEST_ADVANCED = 8192;

/**
 * The tier that a value of a request gets; refuses values that are too large for it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export function chooseTier(
  asked: ParameterTier | "Intelligent-Tiering" | undefined,
  value: string,
  before: ParameterTier | undefined,
): ParameterTier {
  // Sentence as AWS words the constraints of a value, which it does not show; the upper limit is the guide's.
  if (value === "") {
    throw validationException(
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const tier = tierOf(asked, value, before);
  if (tier === "Standard" && before === "Advanced") {
    // Sentence recorded in Terraform's provider for AWS and in CloudFormation's events.
    throw validationException(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter " +
        "tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as " +
        "a standard parameter. Be aware that standard parameters have a value limit of 4096 characters.",
    );
  }
  if (tier === "Standard" && value.length > LARGEST_STANDARD) {
    // Sentence recorded in users' reports.
    throw validationException(
      `Standard tier parameters support a maximum parameter value of ${LARGEST_STANDARD} characters. To create a ` +
        "larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see " +
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html",
    );
  }
  if (value.length > LARGEST_ADVANCED) {
    // Wording unverified; the limit is the guide's.
    throw validationException(
      `Advanced tier parameters support a maximum parameter value of ${LARGEST_ADVANCED} characters.`,
    );
  }
  return tier;
}

function tierOf(
  asked: ParameterTier | "Intelligent-Tiering" | undefined,
  value: string,
  before: ParameterTier | undefined,
): ParameterTier {
  switch (asked) {
    case "Standard":
    case "Advanced":
      return asked;
    case undefined:
      // An update that says nothing of the tier keeps it.
      return before ?? "Standard";
    case "Intelligent-Tiering":
      return before === "Advanced" || value.length > LARGEST_STANDARD ? "Advanced" : "Standard";
    default:
      return asked satisfies never;
  }
}
