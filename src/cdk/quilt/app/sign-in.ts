import { CfnCondition, Fn } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import { keepId } from "./keep-id";
import { SwitchCondition } from "./switch-condition";

const PROVIDERS = ["Google", "Okta", "OneLogin", "Azure"] as const;

/** How users of the web catalogue sign in: by password, or by the providers that are switched on. */
export class SignIn extends Construct {
  /** Settings of the registry. */
  readonly registryEnvironment: { readonly [name: string]: string };
  /** Settings of the web catalogue. */
  readonly catalogEnvironment: { readonly [name: string]: string };

  constructor(scope: Construct, id: string, parameters: AppParameters) {
    super(scope, id);
    const switches = PROVIDERS.map((provider) => ({
      name: provider.toLowerCase(),
      on: new SwitchCondition(this, parameters, `${provider}Auth`),
    }));
    const byProvider = keepId(
      new CfnCondition(this, "SingleSignOnEnabled", {
        expression: Fn.conditionOr(...switches.map(({ on }) => on.condition)),
      }),
    );
    const byPassword = new SwitchCondition(this, parameters, "PasswordAuth");
    const choose = (whenOn: string, whenOff: string): string =>
      Fn.conditionIf(byProvider.logicalId, whenOn, whenOff).toString();
    const SSO_PROVIDERS = Fn.join(
      " ",
      switches.map(({ name, on }) => on.choose(name, "")),
    );

    this.registryEnvironment = {
      ...Object.fromEntries(PROVIDERS.flatMap((provider) => describeClient(provider, parameters))),
      DISABLE_PASSWORD_AUTH: byPassword.choose("", "1"),
      DISABLE_PASSWORD_SIGNUP: "1",
      GOOGLE_DOMAIN_WHITELIST: parameters.value("SingleSignOnDomains"),
      QUILT_ADMIN_EMAIL: parameters.value("AdminEmail"),
      QUILT_ADMIN_PASSWORD: choose("", parameters.value("AdminPassword")),
      QUILT_ADMIN_SSO_ONLY: choose("1", ""),
      SSO_PROVIDERS,
    };
    this.catalogEnvironment = {
      PASSWORD_AUTH: byPassword.choose("SIGN_IN_ONLY", "DISABLED"),
      SSO_AUTH: choose("ENABLED", "DISABLED"),
      SSO_PROVIDERS,
    };
  }
}

/** The settings of a provider's OAuth client; Google is the one without a URL of the customer's own. */
function describeClient(provider: (typeof PROVIDERS)[number], parameters: AppParameters): readonly [string, string][] {
  const prefix = provider.toUpperCase();
  return [
    [`${prefix}_CLIENT_ID`, parameters.value(`${provider}ClientId`)],
    [`${prefix}_CLIENT_SECRET`, parameters.value(`${provider}ClientSecret`)],
    ...(provider === "Google"
      ? []
      : [[`${prefix}_BASE_URL`, parameters.value(`${provider}BaseUrl`)] satisfies [string, string]]),
  ];
}
