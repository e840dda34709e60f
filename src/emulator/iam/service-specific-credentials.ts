import { createHash } from "node:crypto";
import type {
  CreateServiceSpecificCredentialRequest,
  CreateServiceSpecificCredentialResponse,
  DeleteServiceSpecificCredentialRequest,
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
  ResetServiceSpecificCredentialRequest,
  ResetServiceSpecificCredentialResponse,
  ServiceSpecificCredential,
  ServiceSpecificCredentialMetadata,
  UpdateServiceSpecificCredentialRequest,
} from "@aws-sdk/client-iam";
import { ALPHANUMERIC } from "../../base";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { wholeSeconds } from "./arns";
import { readStatus } from "./credential-status";
import { paginate } from "./paginate";
import { USER, principalTable } from "./principals";
import { requireRoom } from "./quotas";
import { makeUniqueId } from "./unique-ids";
import { listOwned, serviceCredentialTable } from "./user-credential-rows";
import type { ServiceCredentialRow } from "./user-credential-rows";
import { callingUserName, findUser } from "./users";
import type { UserRow } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences and forms of this file: facts/aws-errors.tsv, test_iam, or recorded from AWS in September 2026, where nothing
// else is said.

/**
 * Services that have such credentials, and how their API keys begin; undefined for those that give a password.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_api_keys_for_aws_services.html
 */
const SERVICES: ReadonlyMap<string, string | undefined> = new Map([
  ["codecommit.amazonaws.com", undefined],
  ["cassandra.amazonaws.com", undefined],
  ["bedrock.amazonaws.com", "ABSK"],
  ["logs.amazonaws.com", "ACWL"],
  ["cloudwatch.amazonaws.com", "APIAACWM"],
  ["aws-external-anthropic.amazonaws.com", "AEAA"],
]);

/** Characters of a password, base64. */
const PASSWORD_LENGTH = 60;
const DAY = 24 * 60 * 60 * 1000;

/** CreateServiceSpecificCredential. The secret is answered this once. */
export const createServiceSpecificCredential = defineOperation<
  CreateServiceSpecificCredentialRequest,
  CreateServiceSpecificCredentialResponse
>({
  name: "CreateServiceSpecificCredential",
  run({ UserName = "", ServiceName = "", CredentialAgeDays: days }, context) {
    const user = findUser(context, UserName);
    const service = readService(ServiceName);
    const table = serviceCredentialTable(context);
    const own = listOwned(table, user.id).filter((row) => row.service === service);
    requireRoom(context, "ContextSpecificCredentialsPerUserPerContext", own.length);
    const createDate = wholeSeconds(context.clock.now());
    const login = chooseLogin(user.name, service, context);
    const secret = makeSecret(service, login, context);
    const row: ServiceCredentialRow = {
      userId: user.id,
      id: makeUniqueId(context.random, "ACCA"),
      service,
      login,
      secretHash: hashSecret(secret),
      status: "Active",
      createDate,
      expirationDate: days === undefined ? undefined : new Date(createDate.getTime() + days * DAY),
    };
    table.put(row.id, row);
    return { ServiceSpecificCredential: showSecret(row, secret, user, context) };
  },
});

/** ListServiceSpecificCredentials. */
export const listServiceSpecificCredentials = defineOperation<
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse
>({
  name: "ListServiceSpecificCredentials",
  run(input, context) {
    const { UserName, ServiceName = "", AllUsers = false } = input;
    if (AllUsers && UserName !== undefined) {
      // "This parameter cannot be specified together with UserName"; words unverified.
      throw new AwsFault("ValidationError", "UserName cannot be specified when AllUsers is true.");
    }
    const owners = AllUsers
      ? [...principalTable<UserRow>(USER, context).values()]
      : [findUser(context, UserName ?? callingUserName(context))];
    const byId = new Map(owners.map((user) => [user.id, user]));
    const service = ServiceName === "" ? undefined : readService(ServiceName);
    const rows = [...serviceCredentialTable(context).values()].flatMap((row) => {
      const user = byId.get(row.userId);
      return user === undefined || (service !== undefined && row.service !== service) ? [] : [{ row, user }];
    });
    const { items, ...page } = paginate(rows, ({ row }) => row.id, input);
    return { ServiceSpecificCredentials: items.map(({ row, user }) => describe(row, user, context)), ...page };
  },
});

/** UpdateServiceSpecificCredential. */
export const updateServiceSpecificCredential = defineOperation<UpdateServiceSpecificCredentialRequest, void>({
  name: "UpdateServiceSpecificCredential",
  run({ UserName, ServiceSpecificCredentialId = "", Status }, context) {
    const { row } = findCredential(context, UserName, ServiceSpecificCredentialId);
    serviceCredentialTable(context).put(row.id, { ...row, status: readStatus(Status) });
  },
});

/** ResetServiceSpecificCredential: another secret, and nothing else. */
export const resetServiceSpecificCredential = defineOperation<
  ResetServiceSpecificCredentialRequest,
  ResetServiceSpecificCredentialResponse
>({
  name: "ResetServiceSpecificCredential",
  run({ UserName, ServiceSpecificCredentialId = "" }, context) {
    const { row, user } = findCredential(context, UserName, ServiceSpecificCredentialId);
    const secret = makeSecret(row.service, row.login, context);
    const changed = { ...row, secretHash: hashSecret(secret) };
    serviceCredentialTable(context).put(row.id, changed);
    return { ServiceSpecificCredential: showSecret(changed, secret, user, context) };
  },
});

/** DeleteServiceSpecificCredential. */
export const deleteServiceSpecificCredential = defineOperation<DeleteServiceSpecificCredentialRequest, void>({
  name: "DeleteServiceSpecificCredential",
  run({ UserName, ServiceSpecificCredentialId = "" }, context) {
    serviceCredentialTable(context).delete(findCredential(context, UserName, ServiceSpecificCredentialId).row.id);
  },
});

/** Names of services are told apart without regard to case, and kept in lower case. */
function readService(name: string): string {
  if (!/^[a-zA-Z0-9.-]*$/.test(name)) {
    throw new AwsFault("ValidationError", "ServiceName must match [a-zA-Z0-9.-]*");
  }
  const service = name.toLowerCase();
  if (SERVICES.has(service)) return service;
  throw new AwsFault("NoSuchEntity", `No such service ${name} is supported for Service Specific Credentials`);
}

/** `ann-at-123456789012`, or the first of `ann+1-at-…`, `ann+2-at-…` that nobody has; it stays when the user is renamed. */
function chooseLogin(userName: string, service: string, context: OperationContext): string {
  const rows = [...serviceCredentialTable(context).values()].filter((row) => row.service === service);
  const taken = new Set(rows.map((row) => row.login));
  const tail = `-at-${context.caller.accountId}`;
  let login = userName + tail;
  for (let number = 1; taken.has(login); number += 1) login = `${userName}+${number}${tail}`;
  return login;
}

function makeSecret(service: string, login: string, context: OperationContext): string {
  const password = context.random.text(PASSWORD_LENGTH, `${ALPHANUMERIC}+/`);
  const prefix = SERVICES.get(service);
  return prefix === undefined ? password : prefix + Buffer.from(`${login}:${password}`).toString("base64");
}

/** Secrets are random and long, so that a plain hash hides them. */
function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function findCredential(
  context: OperationContext,
  userName: string | undefined,
  id: string,
): { readonly row: ServiceCredentialRow; readonly user: UserRow } {
  const user = findUser(context, userName ?? callingUserName(context));
  const row = serviceCredentialTable(context).get(id);
  if (row === undefined) throw new AwsFault("NoSuchEntity", `No such credential ${id} exists`);
  if (row.userId === user.id) return { row, user };
  throw new AwsFault("ValidationError", `User ${user.name} does not have a service specific credential with id ${id}`);
}

function describe(
  row: ServiceCredentialRow,
  user: UserRow,
  context: OperationContext,
): ServiceSpecificCredentialMetadata {
  const isKey = SERVICES.get(row.service) !== undefined;
  const isExpired = row.expirationDate !== undefined && row.expirationDate <= context.clock.now();
  return {
    UserName: user.name,
    Status: isExpired ? "Expired" : row.status,
    ServiceUserName: isKey ? undefined : row.login,
    ServiceCredentialAlias: isKey ? row.login : undefined,
    CreateDate: row.createDate,
    ExpirationDate: row.expirationDate,
    ServiceSpecificCredentialId: row.id,
    ServiceName: row.service,
  };
}

function showSecret(
  row: ServiceCredentialRow,
  secret: string,
  user: UserRow,
  context: OperationContext,
): ServiceSpecificCredential {
  const isKey = SERVICES.get(row.service) !== undefined;
  return {
    ...describe(row, user, context),
    ...(isKey ? { ServiceCredentialSecret: secret } : { ServicePassword: secret }),
  };
}
