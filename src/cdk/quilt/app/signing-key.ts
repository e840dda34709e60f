import { Fn } from "aws-cdk-lib/core";
import { CfnKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { keepId } from "./keep-id";
import type { PolicyStatement } from "./private-bucket";

/** What one role may do with a key. */
export interface KeyUse {
  readonly sid: string;
  readonly roleArn: string;
  readonly actions: readonly string[];
}

/** A key that signs and verifies; besides the account's administrators, only the given roles use it. */
export function createSigningKey(scope: Construct, id: string, description: string, uses: readonly KeyUse[]): CfnKey {
  return keepId(
    new CfnKey(scope, id, {
      description,
      keySpec: "RSA_4096",
      keyUsage: "SIGN_VERIFY",
      keyPolicy: { Version: "2012-10-17", Statement: [administratorsOfAccount(), ...uses.map(describeUse)] },
    }),
  );
}

/** Leaves a key to the account's own IAM policies, so that it cannot become unmanageable. */
export function administratorsOfAccount(): PolicyStatement {
  return {
    Sid: "EnableAccountPermissions",
    Effect: "Allow",
    Principal: { AWS: Fn.sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root") },
    Action: "kms:*",
    Resource: "*",
  };
}

function describeUse({ sid, roleArn, actions }: KeyUse): PolicyStatement {
  return { Sid: sid, Effect: "Allow", Principal: { AWS: roleArn }, Action: [...actions], Resource: "*" };
}
