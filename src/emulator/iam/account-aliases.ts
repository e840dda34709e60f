import type {
  CreateAccountAliasRequest,
  DeleteAccountAliasRequest,
  ListAccountAliasesRequest,
  ListAccountAliasesResponse,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { paginate } from "./paginate";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

interface AliasRow {
  readonly alias: string;
  readonly accountId: string;
}

/** Aliases are unique among all accounts. */
function aliasTable(context: OperationContext): Table<AliasRow> {
  return context.store.table<AliasRow>("iam-account-aliases", {});
}

function listOwnAliases(context: OperationContext): AliasRow[] {
  return [...aliasTable(context).values()].filter((row) => row.accountId === context.caller.accountId);
}

/**
 * CreateAccountAlias: an account has one; "the new alias overwrites the previous alias".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/console-account-alias.html
 */
export const createAccountAlias = defineOperation<CreateAccountAliasRequest, void>({
  name: "CreateAccountAlias",
  run({ AccountAlias: alias = "" }, context) {
    const table = aliasTable(context);
    // Sentence observed in the tests of a client.
    if (table.has(alias)) throw new AwsFault("EntityAlreadyExists", `The account alias ${alias} already exists.`);
    for (const row of listOwnAliases(context)) table.delete(row.alias);
    table.put(alias, { alias, accountId: context.caller.accountId });
  },
});

/** DeleteAccountAlias. */
export const deleteAccountAlias = defineOperation<DeleteAccountAliasRequest, void>({
  name: "DeleteAccountAlias",
  run({ AccountAlias: alias = "" }, context) {
    if (!listOwnAliases(context).some((row) => row.alias === alias)) {
      // Wording unverified.
      throw new AwsFault("NoSuchEntity", `The Account Alias with name ${alias} cannot be found.`);
    }
    aliasTable(context).delete(alias);
  },
});

/** ListAccountAliases. */
export const listAccountAliases = defineOperation<ListAccountAliasesRequest, ListAccountAliasesResponse>({
  name: "ListAccountAliases",
  run(input, context) {
    const { items, ...page } = paginate(listOwnAliases(context), (row) => row.alias, input);
    return { AccountAliases: items.map((row) => row.alias), ...page };
  },
});
