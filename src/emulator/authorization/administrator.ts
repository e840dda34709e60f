import { keyTable } from "../credential-rows";
import type { KeyRow } from "../credential-rows";
import { AwsFault } from "../fault";
import type { ServiceName } from "../operation";
import type { Store } from "../store/store";

/** An access key with its secret. */
export interface AdministratorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The user that exists where access is enforced, so that somebody can begin. */
export const ADMINISTRATOR = "emulator-administrator";

/** What making the administrator takes. */
export interface AdministratorRequest {
  readonly accountId: string;
  readonly partition: string;
  readonly store: Store;
  readonly now: Date;
  /** @default - new ones, or those that the administrator has already */
  readonly credentials: AdministratorCredentials | undefined;
  /** Calls an operation as the root of the account. */
  invoke<Output>(service: ServiceName, operation: string, input: object): Promise<Output>;
}

/** Makes the user with AdministratorAccess and an access key, as far as they are not there, and tells the key. */
export async function ensureAdministrator(request: AdministratorRequest): Promise<AdministratorCredentials> {
  const { store, accountId, credentials } = request;
  const user = await findOrMake(request);
  const keys = keyTable(store);
  if (credentials !== undefined) {
    const row: KeyRow = {
      ...credentials,
      accountId,
      arn: user.Arn,
      userId: user.UserId,
      userName: ADMINISTRATOR,
      status: "Active",
      createDate: new Date(Math.floor(request.now.getTime() / 1000) * 1000),
    };
    keys.put(row.accessKeyId, row);
    return credentials;
  }
  for (const key of keys.values()) {
    if (key.userId === user.UserId && key.status === "Active") return pick(key);
  }
  const { AccessKey: made } = await request.invoke<{ AccessKey: { AccessKeyId: string; SecretAccessKey: string } }>(
    "iam",
    "CreateAccessKey",
    { UserName: ADMINISTRATOR },
  );
  return { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey };
}

interface User {
  readonly Arn: string;
  readonly UserId: string;
}

async function findOrMake({ partition, invoke }: AdministratorRequest): Promise<User> {
  const name = { UserName: ADMINISTRATOR };
  try {
    return (await invoke<{ User: User }>("iam", "GetUser", name)).User;
  } catch (error) {
    if (!(error instanceof AwsFault && error.code === "NoSuchEntity")) throw error;
  }
  const { User: user } = await invoke<{ User: User }>("iam", "CreateUser", name);
  await invoke("iam", "AttachUserPolicy", {
    ...name,
    PolicyArn: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
  });
  return user;
}

function pick({ accessKeyId, secretAccessKey }: AdministratorCredentials): AdministratorCredentials {
  return { accessKeyId, secretAccessKey };
}
