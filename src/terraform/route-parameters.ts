import { TerraformLocal, Token } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import type { TextMap } from "./merge-maps";
import type { ProvidedTemplate } from "./templates";

export interface Route {
  /** Name of the application stack. */
  readonly name: string;
  /** Parameters that both stacks may take. */
  readonly shared: TextMap;
  readonly app: ProvidedTemplate;
  readonly iam: ProvidedTemplate;
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
 * where CloudFormation refuses it by name.
 */
export function routeParameters(scope: Construct, { name, shared, app, iam }: Route): RoutedParameters {
  if (iam.isThere === false) return { ofIam: {}, ofApp: (all) => all };
  const appDeclares = declaredBy(scope, "template", app);
  const iamDeclares = declaredBy(scope, "iam_template", iam);
  const iamOnly = hcl`try(setsubtract(${iamDeclares}, ${appDeclares}), [])`;
  const { fqn } = new TerraformLocal(scope, "iam_only_parameters", iamOnly);
  const known = hcl`merge(${{ [APP_STACK_NAME]: name }}, ${shared})`;
  return {
    ofIam: hcl`{ for name, value in ${known} : name => value if try(contains(${iamDeclares}, name), false) }`,
    ofApp: (all) => Token.asStringMap(hcl`{ for name, value in ${all} : name => value if !contains(${fqn}, name) }`),
  };
}

/**
 * Names of the parameters that a template declares; null where its text is not at hand.
 *
 * Terraform reads no short tags (`!Ref`), so they are taken out first:
 * https://developer.hashicorp.com/terraform/language/functions/yamldecode
 */
function declaredBy(scope: Construct, id: string, { text }: ProvidedTemplate): Expression {
  const names = hcl`try(keys(yamldecode(replace(${text}, "/![A-Za-z][A-Za-z0-9:]*/", "")).Parameters), null)`;
  return hcl`${new TerraformLocal(scope, `${id}_parameters`, names).fqn}`;
}
