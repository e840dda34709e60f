import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { Emulator } from "../../src/emulator";
import type { EmulatorOptions } from "../../src/emulator";

/** An emulator for the tests of one file, started before and stopped after them; a bug in it fails the file. */
export function startForTests(options: EmulatorOptions = {}): { readonly emulator: Emulator } {
  const bugs: unknown[] = [];
  const box = {} as { emulator: Emulator };
  beforeAll(async () => {
    box.emulator = await Emulator.start({ onBug: (error) => bugs.push(error), ...options });
  });
  afterAll(async () => {
    await box.emulator.stop();
    expect(bugs).toEqual([]);
  });
  return box;
}

/** Settings of an SDK client for the emulator. */
export function clientConfig(emulator: Emulator, accessKeyId = "test", secretAccessKey = "test") {
  return {
    endpoint: emulator.url,
    region: emulator.region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  };
}

export function iamClient(emulator: Emulator, accessKeyId?: string): IAMClient {
  return new IAMClient(clientConfig(emulator, accessKeyId));
}

export function stsClient(emulator: Emulator, accessKeyId?: string, secret?: string): STSClient {
  return new STSClient(clientConfig(emulator, accessKeyId, secret));
}

export function s3Client(emulator: Emulator, accessKeyId?: string): S3Client {
  return new S3Client(clientConfig(emulator, accessKeyId));
}

/** What a call failed with: the code on the wire, the sentence, the HTTP status. */
export async function faultOf(call: Promise<unknown>): Promise<{ code: string; status: number; message: string }> {
  const error: unknown = await call.then(
    () => {
      throw new Error("the call succeeded");
    },
    (reason: unknown) => reason,
  );
  const { Code, name, message, $metadata } = error as {
    Code?: string;
    name: string;
    message: string;
    $metadata?: { httpStatusCode: number };
  };
  if ($metadata === undefined) throw error;
  return { code: Code ?? name, status: $metadata.httpStatusCode, message };
}

export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }],
});
