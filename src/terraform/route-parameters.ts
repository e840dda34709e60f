import { TerraformLocal, Token } from "cdktf";
import type { Construct } from "constructs";
import { readParameters } from "./declared-parameters";
import type { DeclaredParameters } from "./declared-parameters";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import type { TextMap } from "./merge-maps";
import type { ProvidedTemplate } from "./templates";

export interface Route {
  /** Name of the application stack. */
  readonly name: string;
  /** Parameters that both stacks may take. */
  readonly shared: TextMap;
  /** What the application's template declares. */
  readonly app: DeclaredParameters;
  readonly iamTemplate: ProvidedTemplate;
}

/** Which parameters each of the stacks takes. */
export interface RoutedParameters {
  readonly ofIam: TextMap | Expression;
  /** Of all parameters, those of the application. */
  ofApp(all: TextMap): TextMap;
}

/** Parameter of IAM templates that says what the application stack is called. */
const APP_STACK_NAME = "AppStackName";

/**
 * A parameter goes to the stacks whose templates declare it: a split takes to the IAM template what roles and policies
 * need, and out of the application's what nothing there needs any more. What neither declares goes to the application,
 * where it is refused by name.
 */
export function routeParameters(scope: Construct, { name, shared, app, iamTemplate }: Route): RoutedParameters {
  if (iamTemplate.isThere === false) return { ofIam: {}, ofApp: (all) => all };
  const iam = readParameters(scope, "iam_template", iamTemplate);
  const iamOnly = hcl`try(setsubtract(${iam.names}, ${app.names}), [])`;
  const { fqn } = new TerraformLocal(scope, "iam_only_parameters", iamOnly);
  const known = hcl`merge(${{ [APP_STACK_NAME]: name }}, ${shared})`;
  return {
    ofIam: hcl`{ for name, value in ${known} : name => value if try(contains(${iam.names}, name), false) }`,
    ofApp: (all) => Token.asStringMap(hcl`{ for name, value in ${all} : name => value if !contains(${fqn}, name) }`),
  };
}
