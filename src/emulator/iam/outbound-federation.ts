import type {
  EnableOutboundWebIdentityFederationResponse,
  GetOutboundWebIdentityFederationInfoResponse,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Scope, Store, Table } from "../store/store";
import { newUuid } from "../uuid";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences: recorded, github.com/radkawar/stackd, testdata/aws/iam/outbound_issuance.json.

const TABLE = "iam-outbound-federation";

/** Whether principals of an account may ask for tokens that others trust. */
interface FederationRow {
  readonly issuer: string;
  readonly isEnabled: boolean;
}

const KEY = "federation";

function federationTable(context: OperationContext): Table<FederationRow> {
  return context.store.table<FederationRow>(TABLE, { account: context.caller.accountId });
}

/** The account and partition whose tokens have that issuer; undefined where none has. */
export function findIssuer(issuer: string, store: Store): Scope | undefined {
  for (const { name, scope } of store.tables()) {
    if (name === TABLE && store.table<FederationRow>(name, scope).get(KEY)?.issuer === issuer) return scope;
  }
  return undefined;
}

function findEnabled(context: OperationContext): FederationRow {
  const row = federationTable(context).get(KEY);
  if (row?.isEnabled) return row;
  throw new AwsFault(
    "FeatureDisabled",
    `Outbound identity federation is disabled for account ${context.caller.accountId}`,
  );
}

/** EnableOutboundWebIdentityFederation; an account keeps its issuer while the feature is off (unverified). */
export const enableOutboundWebIdentityFederation = defineOperation<object, EnableOutboundWebIdentityFederationResponse>(
  {
    name: "EnableOutboundWebIdentityFederation",
    run(_input, context) {
      const table = federationTable(context);
      const row = table.get(KEY);
      if (row?.isEnabled) {
        throw new AwsFault(
          "FeatureEnabled",
          `Outbound identity federation is already enabled for account ${context.caller.accountId}`,
        );
      }
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
      const issuer = row?.issuer ?? `https://${newUuid(context)}.tokens.sts.global.api.aws`;
      table.put(KEY, { issuer, isEnabled: true });
      return { IssuerIdentifier: issuer };
    },
  },
);

/** DisableOutboundWebIdentityFederation. */
export const disableOutboundWebIdentityFederation = defineOperation<object, void>({
  name: "DisableOutboundWebIdentityFederation",
  run(_input, context) {
    federationTable(context).put(KEY, { ...findEnabled(context), isEnabled: false });
  },
});

/** GetOutboundWebIdentityFederationInfo; FeatureDisabled where it is off. */
export const getOutboundWebIdentityFederationInfo = defineOperation<
  object,
  GetOutboundWebIdentityFederationInfoResponse
>({
  name: "GetOutboundWebIdentityFederationInfo",
  run: (_input, context) => ({ IssuerIdentifier: findEnabled(context).issuer, JwtVendingEnabled: true }),
});
