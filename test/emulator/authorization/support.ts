import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import type { Emulator } from "../../../src/emulator";

/** With what a client signs. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The administrator of every emulator of these tests. */
export const ADMIN: Credentials = { accessKeyId: "AKIAADMINISTRATOR", secretAccessKey: "the administrator's secret" };

/** A client of each service, signing with the same credentials. */
export function clientsOf(emulator: Emulator, credentials: Credentials = ADMIN) {
  const config = { endpoint: emulator.url, region: emulator.region, credentials, maxAttempts: 1 };
  return {
    iam: new IAMClient(config),
    sts: new STSClient(config),
    cloudformation: new CloudFormationClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    ssm: new SSMClient(config),
  };
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Effect: "Allow",
      ...(statement.Principal === undefined && { Resource: "*" }),
      ...statement,
    })),
  });
}

/** A user with an inline policy and an access key, made by the root in the process. */
export async function makeUser(emulator: Emulator, name: string, document?: string): Promise<Credentials> {
  await emulator.invoke("iam", "CreateUser", { UserName: name });
  if (document !== undefined) {
    await emulator.invoke("iam", "PutUserPolicy", { UserName: name, PolicyName: "own", PolicyDocument: document });
  }
  const { AccessKey: key } = await emulator.invoke<{ AccessKey: { AccessKeyId: string; SecretAccessKey: string } }>(
    "iam",
    "CreateAccessKey",
    { UserName: name },
  );
  return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
}
