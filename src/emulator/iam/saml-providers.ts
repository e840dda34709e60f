import type {
  CreateSAMLProviderRequest,
  CreateSAMLProviderResponse,
  DeleteSAMLProviderRequest,
  GetSAMLProviderRequest,
  GetSAMLProviderResponse,
  ListSAMLProvidersRequest,
  ListSAMLProvidersResponse,
  UpdateSAMLProviderRequest,
  UpdateSAMLProviderResponse,
} from "@aws-sdk/client-iam";
import { createPrivateKey } from "node:crypto";
import { UPPER_ALPHANUMERIC } from "../../base";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { parseSamlMetadata } from "../saml-metadata";
import { iamArn, wholeSeconds } from "./arns";
import { findSamlProvider, samlKey, samlProviderTable } from "./provider-rows";
import type { SamlPrivateKey, SamlProviderRow } from "./provider-rows";
import { quotaOf, requireRoom } from "./quotas";
import { firstTags, sortTags } from "./tags";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html, codes by the operations' lists of errors.

// Observed: a provider whose metadata says nothing is valid for a hundred years.
const YEARS_VALID = 100;

/** When the metadata ends to be valid. */
function readMetadata(text: string, now: Date): Date {
  const metadata = parseSamlMetadata(text);
  if (metadata === undefined) throw new AwsFault("InvalidInput", "Could not parse metadata");
  if (metadata.validUntil !== undefined) return metadata.validUntil;
  const end = new Date(now);
  end.setUTCFullYear(now.getUTCFullYear() + YEARS_VALID);
  return end;
}

function addPrivateKey(
  context: OperationContext,
  present: readonly SamlPrivateKey[],
  pem: string | undefined,
): readonly SamlPrivateKey[] {
  if (pem === undefined) return present;
  try {
    createPrivateKey(pem);
  } catch {
    throw new AwsFault("InvalidInput", "Invalid private key.");
  }
  const limit = quotaOf(context, "PrivateKeysPerSAMLProvider");
  if (present.length >= limit) throw new AwsFault("LimitExceeded", `Private key limit of ${limit} is reached.`);
  // Length and alphabet are those of the model's privateKeyIdType; how AWS's ids begin is unverified.
  const keyId = context.random.text(24, UPPER_ALPHANUMERIC);
  return [...present, { keyId, timestamp: wholeSeconds(context.clock.now()), pem }];
}

function removePrivateKey(present: readonly SamlPrivateKey[], keyId: string | undefined): readonly SamlPrivateKey[] {
  if (keyId === undefined) return present;
  const left = present.filter((key) => key.keyId !== keyId);
  if (left.length < present.length) return left;
  throw new AwsFault("InvalidInput", "Failed to remove private key because the Key ID does not match a private key.");
}

function checkMode(row: SamlProviderRow): SamlProviderRow {
  if (row.assertionEncryptionMode === "Allowed" || row.privateKeys.length > 0) return row;
  throw new AwsFault(
    "InvalidInput",
    "Unable to set assertion encryption mode to Required because no private key is provided.",
  );
}

/** CreateSAMLProvider. */
export const createSAMLProvider = defineOperation<CreateSAMLProviderRequest, CreateSAMLProviderResponse>({
  name: "CreateSAMLProvider",
  run(input, context) {
    const { Name: name = "", SAMLMetadataDocument: metadata = "" } = input;
    const now = context.clock.now();
    const table = samlProviderTable(context);
    const row = checkMode({
      name,
      arn: iamArn(context, "saml-provider", "/", name),
      // Form unverified.
      uuid: `SAMLSP${context.random.text(16, UPPER_ALPHANUMERIC)}`,
      metadata,
      createDate: wholeSeconds(now),
      validUntil: readMetadata(metadata, wholeSeconds(now)),
      assertionEncryptionMode: input.AssertionEncryptionMode ?? "Allowed",
      privateKeys: addPrivateKey(context, [], input.AddPrivateKey),
      tags: firstTags(input.Tags, context, "exact"),
    });
    // Observed in public error logs.
    if (table.has(samlKey(row.arn))) {
      throw new AwsFault("EntityAlreadyExists", `Provider with name ${name} already exists.`);
    }
    requireRoom(context, "SAMLProvidersPerAccount", table.size);
    table.put(samlKey(row.arn), row);
    return { SAMLProviderArn: row.arn, Tags: row.tags.length === 0 ? undefined : sortTags(row.tags) };
  },
});

/** GetSAMLProvider. */
export const getSAMLProvider = defineOperation<GetSAMLProviderRequest, GetSAMLProviderResponse>({
  name: "GetSAMLProvider",
  run({ SAMLProviderArn = "" }, context) {
    const row = findSamlProvider(context, SAMLProviderArn);
    return {
      SAMLProviderUUID: row.uuid,
      SAMLMetadataDocument: row.metadata,
      CreateDate: row.createDate,
      ValidUntil: row.validUntil,
      Tags: sortTags(row.tags),
      AssertionEncryptionMode: row.assertionEncryptionMode,
      PrivateKeyList: row.privateKeys.map(({ keyId, timestamp }) => ({ KeyId: keyId, Timestamp: timestamp })),
    };
  },
});

/** ListSAMLProviders: all of them, without pages. */
export const listSAMLProviders = defineOperation<ListSAMLProvidersRequest, ListSAMLProvidersResponse>({
  name: "ListSAMLProviders",
  run(_input, context) {
    const rows = [...samlProviderTable(context).values()].sort((a, b) => (samlKey(a.arn) < samlKey(b.arn) ? -1 : 1));
    return {
      SAMLProviderList: rows.map(({ arn, validUntil, createDate }) => ({
        Arn: arn,
        ValidUntil: validUntil,
        CreateDate: createDate,
      })),
    };
  },
});

/** UpdateSAMLProvider. */
export const updateSAMLProvider = defineOperation<UpdateSAMLProviderRequest, UpdateSAMLProviderResponse>({
  name: "UpdateSAMLProvider",
  run(input, context) {
    const row = findSamlProvider(context, input.SAMLProviderArn ?? "");
    const { SAMLMetadataDocument: metadata, AssertionEncryptionMode: mode, AddPrivateKey, RemovePrivateKey } = input;
    if ([metadata, mode, AddPrivateKey, RemovePrivateKey].every((given) => given === undefined)) {
      throw new AwsFault(
        "InvalidInput",
        "Unable to update identity provider. No updates are defined for metadata or encryption assertion.",
      );
    }
    if (AddPrivateKey !== undefined && RemovePrivateKey !== undefined) {
      throw new AwsFault(
        "InvalidInput",
        "Unable to add and remove private keys in the same request. Set a value for only one of the two parameters.",
      );
    }
    const changed = checkMode({
      ...row,
      metadata: metadata ?? row.metadata,
      validUntil: metadata === undefined ? row.validUntil : readMetadata(metadata, wholeSeconds(context.clock.now())),
      assertionEncryptionMode: mode ?? row.assertionEncryptionMode,
      privateKeys: removePrivateKey(addPrivateKey(context, row.privateKeys, AddPrivateKey), RemovePrivateKey),
    });
    samlProviderTable(context).put(samlKey(row.arn), changed);
    return { SAMLProviderArn: row.arn };
  },
});

/** DeleteSAMLProvider. */
export const deleteSAMLProvider = defineOperation<DeleteSAMLProviderRequest, void>({
  name: "DeleteSAMLProvider",
  run({ SAMLProviderArn = "" }, context) {
    const row = findSamlProvider(context, SAMLProviderArn);
    samlProviderTable(context).delete(samlKey(row.arn));
  },
});
