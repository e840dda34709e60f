import type {
  AddClientIDToOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
  DeleteOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse,
  ListOpenIDConnectProvidersRequest,
  ListOpenIDConnectProvidersResponse,
  RemoveClientIDFromOpenIDConnectProviderRequest,
  UpdateOpenIDConnectProviderThumbprintRequest,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { iamArn, wholeSeconds } from "./arns";
import { findOidcProvider, oidcProviderTable } from "./provider-rows";
import type { OidcProviderRow } from "./provider-rows";
import { quotaOf, requireRoom, requireWithin } from "./quotas";
import { firstTags, sortTags } from "./tags";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences: recorded from AWS (facts/aws-errors.tsv, test_iam_oidc, and that test's recordings of February 2026).

/** Host and path of a provider's URL; port, query and fragment are not allowed. */
function readProviderUrl(url: string): string {
  const rest = url.startsWith("https://") ? url.slice("https://".length) : undefined;
  // Which of these AWS refuses with this sentence is recorded for a missing scheme only.
  if (rest === undefined || !/^[A-Za-z0-9.-]+(\/[^?#\s]*)?$/.test(rest) || !URL.canParse(url)) {
    throw new AwsFault("ValidationError", "Invalid Open ID Connect Provider URL");
  }
  return rest;
}

function checkThumbprints(context: OperationContext, thumbprints: readonly string[]): readonly string[] {
  const limit = quotaOf(context, "ThumbprintsPerOpenIdConnectProvider");
  if (thumbprints.length > limit) {
    throw new AwsFault("InvalidInput", `Thumbprint list must contain fewer than ${limit} entries.`);
  }
  return thumbprints;
}

function replaceProvider(context: OperationContext, row: OidcProviderRow): void {
  oidcProviderTable(context).put(row.arn, row);
}

/** CreateOpenIDConnectProvider. AWS asks the provider for the thumbprint where none is given; the emulator asks nobody. */
export const createOpenIDConnectProvider = defineOperation<
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse
>({
  name: "CreateOpenIDConnectProvider",
  run({ Url = "", ClientIDList = [], ThumbprintList = [], Tags }, context) {
    const url = readProviderUrl(Url);
    const table = oidcProviderTable(context);
    const clientIds = [...new Set(ClientIDList)];
    requireWithin(context, "ClientIdsPerOpenIdConnectProvider", clientIds.length);
    const row: OidcProviderRow = {
      arn: iamArn(context, "oidc-provider", "/", url),
      url,
      clientIds,
      thumbprints: checkThumbprints(context, ThumbprintList),
      createDate: wholeSeconds(context.clock.now()),
      tags: firstTags(Tags, context, "exact"),
    };
    if (table.has(row.arn)) throw new AwsFault("EntityAlreadyExists", `Provider with url ${Url} already exists.`);
    requireRoom(context, "OpenIdConnectProvidersPerAccount", table.size);
    replaceProvider(context, row);
    return { OpenIDConnectProviderArn: row.arn, Tags: row.tags.length === 0 ? undefined : sortTags(row.tags) };
  },
});

/** GetOpenIDConnectProvider. */
export const getOpenIDConnectProvider = defineOperation<
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse
>({
  name: "GetOpenIDConnectProvider",
  run({ OpenIDConnectProviderArn = "" }, context) {
    const row = findOidcProvider(context, OpenIDConnectProviderArn);
    return {
      Url: row.url,
      ClientIDList: [...row.clientIds],
      ThumbprintList: [...row.thumbprints],
      CreateDate: row.createDate,
      Tags: sortTags(row.tags),
    };
  },
});

/** ListOpenIDConnectProviders: all of them, without pages. */
export const listOpenIDConnectProviders = defineOperation<
  ListOpenIDConnectProvidersRequest,
  ListOpenIDConnectProvidersResponse
>({
  name: "ListOpenIDConnectProviders",
  run(_input, context) {
    const arns = [...oidcProviderTable(context).values()].map(({ arn }) => arn).sort();
    return { OpenIDConnectProviderList: arns.map((Arn) => ({ Arn })) };
  },
});

/** AddClientIDToOpenIDConnectProvider; adding one again changes nothing. */
export const addClientIDToOpenIDConnectProvider = defineOperation<AddClientIDToOpenIDConnectProviderRequest, void>({
  name: "AddClientIDToOpenIDConnectProvider",
  run({ OpenIDConnectProviderArn = "", ClientID = "" }, context) {
    const row = findOidcProvider(context, OpenIDConnectProviderArn);
    if (row.clientIds.includes(ClientID)) return;
    requireRoom(context, "ClientIdsPerOpenIdConnectProvider", row.clientIds.length);
    replaceProvider(context, { ...row, clientIds: [...row.clientIds, ClientID] });
  },
});

/** RemoveClientIDFromOpenIDConnectProvider; removing one that is not there changes nothing. */
export const removeClientIDFromOpenIDConnectProvider = defineOperation<
  RemoveClientIDFromOpenIDConnectProviderRequest,
  void
>({
  name: "RemoveClientIDFromOpenIDConnectProvider",
  run({ OpenIDConnectProviderArn = "", ClientID = "" }, context) {
    const row = findOidcProvider(context, OpenIDConnectProviderArn);
    replaceProvider(context, { ...row, clientIds: row.clientIds.filter((id) => id !== ClientID) });
  },
});

/** UpdateOpenIDConnectProviderThumbprint: the list is replaced. */
export const updateOpenIDConnectProviderThumbprint = defineOperation<
  UpdateOpenIDConnectProviderThumbprintRequest,
  void
>({
  name: "UpdateOpenIDConnectProviderThumbprint",
  run({ OpenIDConnectProviderArn = "", ThumbprintList = [] }, context) {
    const row = findOidcProvider(context, OpenIDConnectProviderArn);
    replaceProvider(context, { ...row, thumbprints: checkThumbprints(context, ThumbprintList) });
  },
});

/** DeleteOpenIDConnectProvider. The API reference calls it idempotent; recorded: it is not. */
export const deleteOpenIDConnectProvider = defineOperation<DeleteOpenIDConnectProviderRequest, void>({
  name: "DeleteOpenIDConnectProvider",
  run({ OpenIDConnectProviderArn: arn = "" }, context) {
    if (oidcProviderTable(context).delete(arn)) return;
    throw new AwsFault("NoSuchEntity", `OpenId connect Provider ${arn} cannot be found.`);
  },
});
