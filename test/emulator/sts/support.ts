import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { CreateRoleCommandInput, IAMClient } from "@aws-sdk/client-iam";
import type { Credentials } from "@aws-sdk/client-sts";
import type { Emulator } from "../../../src/emulator";
import { clientConfig } from "../support";

/** A policy document of one statement, or of several. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(Action: string | readonly string[], Resource: string | readonly string[] = "*"): string {
  return policyOf({ Effect: "Allow", Action, Resource });
}

/** A trust policy that lets a principal assume a role. */
export function trust(Principal: unknown, more: object = {}): string {
  return policyOf({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });
}

export interface TestUser {
  readonly arn: string;
  readonly id: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Makes a user with an access key, and with that inline policy. */
export async function makeUser(iam: IAMClient, UserName: string, policy?: string): Promise<TestUser> {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  if (policy !== undefined) {
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument: policy }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    arn: User?.Arn ?? "",
    id: User?.UserId ?? "",
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
}

/** Makes a role with that trust policy, and with that inline policy. @returns its ARN */
export async function makeRole(
  iam: IAMClient,
  RoleName: string,
  AssumeRolePolicyDocument: string,
  { policy, ...more }: Partial<CreateRoleCommandInput> & { readonly policy?: string } = {},
): Promise<string> {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, ...more }));
  if (policy !== undefined) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: policy }));
  }
  return Role?.Arn ?? "";
}

/** Settings of a client that has somebody's keys, or the credentials of a session. */
export function configOf(emulator: Emulator, who: TestUser | Credentials | undefined) {
  const isUser = who !== undefined && "accessKeyId" in who;
  return {
    ...clientConfig(emulator),
    credentials: isUser
      ? { accessKeyId: who.accessKeyId, secretAccessKey: who.secretAccessKey }
      : {
          accessKeyId: who?.AccessKeyId ?? "",
          secretAccessKey: who?.SecretAccessKey ?? "",
          sessionToken: who?.SessionToken ?? "",
        },
  };
}
