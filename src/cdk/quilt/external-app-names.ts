import { CfnParameter, Fn, type Stack } from "aws-cdk-lib/core";
import {
  PLAIN_LOWER_CASE_STACK_NAME,
  PLAIN_STACK_NAME,
  fillForm,
  longestUncutStackName,
  namePattern,
  namingOf,
  policyArnForm,
} from "../../aws";
import { UserError } from "../../base";
import type { AppNames } from "./app-names";
import { APP_RESOURCES, appResource } from "./app-resources";
import { STACK_NAME } from "./shared-names";

const PARAMETER = "AppStackName";
const LOWER_CASE_PARAMETER = "AppStackNameLower";

/**
 * The application's resources as seen from another stack, before they exist: names and patterns that `src/aws` computes
 * from the app stack's name, which a parameter of the IAM stack holds.
 */
export class ExternalAppNames implements AppNames {
  readonly stackName = `\${${PARAMETER}}`;
  readonly stackArn = `arn:\${AWS::Partition}:cloudformation:\${AWS::Region}:\${AWS::AccountId}:stack/\${${PARAMETER}}/*`;
  readonly bucketsArePatterns = true;
  private readonly lowerCaseStackName: string;

  /**
   * Declares the parameter AppStackName in the IAM stack.
   *
   * @param appStackName becomes the parameter's default
   * @throws UserError `app-stack-name-invalid`, `app-stack-name-too-long`
   */
  constructor(stack: Stack, appStackName: string | undefined) {
    refuseBadName(appStackName);
    // Bucket names are lower-cased, and no function of CloudFormation does that: a name with capitals comes twice.
    const twin = appStackName !== undefined && appStackName !== appStackName.toLowerCase();
    this.lowerCaseStackName = `\${${twin ? LOWER_CASE_PARAMETER : PARAMETER}}`;
    declareParameter(stack, PARAMETER, appStackName, !twin);
    if (twin) declareParameter(stack, LOWER_CASE_PARAMETER, appStackName.toLowerCase(), true);
  }

  arn(logicalId: string): string {
    const { type, bus, database } = appResource(logicalId);
    const form = policyArnForm(type, bus === undefined ? undefined : { EventBusName: { Ref: bus } });
    const arn =
      form &&
      fillForm(form, {
        Name: this.physicalName(logicalId),
        ...(bus !== undefined && { EventBus: this.physicalName(bus) }),
        ...(database !== undefined && { Database: this.physicalName(database) }),
      });
    if (arn === undefined) throw new Error(`src/aws knows no ARN for ${type}`);
    return arn;
  }

  physicalName(logicalId: string): string {
    const { type, name, underscoredNameOf } = appResource(logicalId);
    if (name !== undefined) return name.replaceAll(STACK_NAME, this.stackName);
    if (underscoredNameOf !== undefined) {
      return Fn.join("_", Fn.split("-", Fn.sub(this.physicalName(underscoredNameOf))));
    }
    const token = namingOf(type)?.lowerCase === true ? this.lowerCaseStackName : this.stackName;
    const found = namePattern(type, { logicalId, stackName: { token, maxLength: LONGEST_APP_STACK_NAME } });
    const [pattern, ...more] = found?.patterns ?? [];
    if (pattern === undefined || more.length > 0) throw new Error(`no single pattern for the name of ${logicalId}`);
    return pattern;
  }
}

/** Characters of the app stack's name up to which every name of {@link APP_RESOURCES} holds it whole. */
export const LONGEST_APP_STACK_NAME = Math.min(
  ...APP_RESOURCES.flatMap(({ logicalId, type, name, underscoredNameOf }) => {
    if (underscoredNameOf !== undefined) return [];
    if (name === undefined) return [longestUncutStackName(type, logicalId) ?? Infinity];
    const [before, after] = name.split(STACK_NAME);
    const limit = namingOf(type)?.maxLength;
    if (after === undefined || limit === undefined) return [];
    return [limit - (before ?? "").length - after.length];
  }),
);

function declareParameter(stack: Stack, id: string, value: string | undefined, lowerCase: boolean): void {
  const letters = lowerCase ? "lower-case letters" : "letters";
  new CfnParameter(stack, id, {
    type: "String",
    description:
      id === PARAMETER
        ? "Name of the application stack, not of this one: the names and ARNs of its resources are built from it."
        : `${PARAMETER} in lower case, as bucket names hold it.`,
    default: value,
    allowedPattern: lowerCase ? PLAIN_LOWER_CASE_STACK_NAME : PLAIN_STACK_NAME,
    minLength: 1,
    maxLength: LONGEST_APP_STACK_NAME,
    constraintDescription: `must begin with a letter and hold ${letters}, digits and single hyphens, at most ${LONGEST_APP_STACK_NAME} characters.`,
  });
}

function refuseBadName(name: string | undefined): void {
  if (name === undefined) return;
  if (!new RegExp(PLAIN_STACK_NAME).test(name)) {
    throw new UserError("app-stack-name-invalid", `app stack name '${name}' is not plain`, {
      hint: "begin with a letter; letters, digits and single hyphens between them are allowed",
    });
  }
  if (name.length > LONGEST_APP_STACK_NAME) {
    throw new UserError(
      "app-stack-name-too-long",
      `app stack name '${name}' has ${name.length} characters, and at most ${LONGEST_APP_STACK_NAME} are allowed`,
      { hint: "CloudFormation cuts longer names inside the names of the application's resources" },
    );
  }
}
