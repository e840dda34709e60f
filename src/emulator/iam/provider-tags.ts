import type {
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse,
  ListSAMLProviderTagsRequest,
  ListSAMLProviderTagsResponse,
  TagOpenIDConnectProviderRequest,
  TagSAMLProviderRequest,
  UntagOpenIDConnectProviderRequest,
  UntagSAMLProviderRequest,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { findOidcProvider, findSamlProvider, oidcProviderTable, samlKey, samlProviderTable } from "./provider-rows";
import { addTags, listTags, removeTags } from "./tags";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** TagOpenIDConnectProvider. */
export const tagOpenIDConnectProvider = defineOperation<TagOpenIDConnectProviderRequest, void>({
  name: "TagOpenIDConnectProvider",
  run({ OpenIDConnectProviderArn = "", Tags }, context) {
    const row = findOidcProvider(context, OpenIDConnectProviderArn);
    oidcProviderTable(context).put(row.arn, { ...row, tags: addTags(row.tags, Tags, context, "exact") });
  },
});

/** UntagOpenIDConnectProvider. */
export const untagOpenIDConnectProvider = defineOperation<UntagOpenIDConnectProviderRequest, void>({
  name: "UntagOpenIDConnectProvider",
  run({ OpenIDConnectProviderArn = "", TagKeys = [] }, context) {
    const row = findOidcProvider(context, OpenIDConnectProviderArn);
    oidcProviderTable(context).put(row.arn, { ...row, tags: removeTags(row.tags, TagKeys, "exact") });
  },
});

/** ListOpenIDConnectProviderTags. */
export const listOpenIDConnectProviderTags = defineOperation<
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse
>({
  name: "ListOpenIDConnectProviderTags",
  run: (input, context) =>
    listTags(findOidcProvider(context, input.OpenIDConnectProviderArn ?? "").tags, input, "exact"),
});

/** TagSAMLProvider. */
export const tagSAMLProvider = defineOperation<TagSAMLProviderRequest, void>({
  name: "TagSAMLProvider",
  run({ SAMLProviderArn = "", Tags }, context) {
    const row = findSamlProvider(context, SAMLProviderArn);
    samlProviderTable(context).put(samlKey(row.arn), { ...row, tags: addTags(row.tags, Tags, context, "exact") });
  },
});

/** UntagSAMLProvider. */
export const untagSAMLProvider = defineOperation<UntagSAMLProviderRequest, void>({
  name: "UntagSAMLProvider",
  run({ SAMLProviderArn = "", TagKeys = [] }, context) {
    const row = findSamlProvider(context, SAMLProviderArn);
    samlProviderTable(context).put(samlKey(row.arn), { ...row, tags: removeTags(row.tags, TagKeys, "exact") });
  },
});

/** ListSAMLProviderTags. */
export const listSAMLProviderTags = defineOperation<ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse>({
  name: "ListSAMLProviderTags",
  run: (input, context) => listTags(findSamlProvider(context, input.SAMLProviderArn ?? "").tags, input, "exact"),
});
