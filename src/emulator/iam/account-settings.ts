import type {
  GetAccountPropertiesRequest,
  GetAccountPropertiesResponse,
  PutAccountPropertiesRequest,
  SetSecurityTokenServicePreferencesRequest,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** A setting of an account. */
interface SettingRow {
  readonly name: string;
  readonly value: string;
}

function settingTable(context: OperationContext): Table<SettingRow> {
  return context.store.table<SettingRow>("iam-account-settings", { account: context.caller.accountId });
}

function propertyTable(context: OperationContext): Table<SettingRow> {
  return context.store.table<SettingRow>("iam-account-properties", { account: context.caller.accountId });
}

const TOKEN_VERSION = "GlobalEndpointTokenVersion";

/** As GetAccountSummary shows it: 1 until somebody says otherwise. */
export function globalEndpointTokenVersion(context: OperationContext): 1 | 2 {
  return settingTable(context).get(TOKEN_VERSION)?.value === "v2Token" ? 2 : 1;
}

/** SetSecurityTokenServicePreferences. */
export const setSecurityTokenServicePreferences = defineOperation<SetSecurityTokenServicePreferencesRequest, void>({
  name: "SetSecurityTokenServicePreferences",
  run({ GlobalEndpointTokenVersion = "v1Token" }, context) {
    settingTable(context).put(TOKEN_VERSION, { name: TOKEN_VERSION, value: GlobalEndpointTokenVersion });
  },
});

/** GetAccountProperties. */
export const getAccountProperties = defineOperation<GetAccountPropertiesRequest, GetAccountPropertiesResponse>({
  name: "GetAccountProperties",
  run: (_input, context) => ({
    Properties: Object.fromEntries([...propertyTable(context).values()].map(({ name, value }) => [name, value])),
  }),
});

/** PutAccountProperties. Which properties AWS knows, and of which type, is not documented: any name of the right form is kept. */
export const putAccountProperties = defineOperation<PutAccountPropertiesRequest, void>({
  name: "PutAccountProperties",
  run({ Properties = {} }, context) {
    const names = Object.keys(Properties);
    // The rules are the reference's, the sentences unverified.
    const misnamed = names.find((name) => !/^[^/]+\/[^/]+$/.test(name));
    if (misnamed !== undefined) {
      throw new AwsFault("InvalidInput", `Property key ${misnamed} must be of the form Namespace/PropertyName.`);
    }
    if (new Set(names.map((name) => name.slice(0, name.indexOf("/")))).size > 1) {
      throw new AwsFault("InvalidInput", "All properties must belong to the same namespace.");
    }
    const table = propertyTable(context);
    for (const name of names) table.put(name, { name, value: Properties[name] ?? "" });
  },
});
