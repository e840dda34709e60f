import { createHash } from "node:crypto";
import type { OperationContext } from "../operation";
import type { ParameterRow } from "./parameter-row";

/** They are older than any emulator; the day itself means nothing. */
const PUBLISHED = new Date("2020-01-01T00:00:00Z");

/**
 * AWS's own public parameters for machine images, with an image id made up of the path and the same every time. No other
 * public parameter is there.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
export function findPublicParameter({ region, partition }: OperationContext, name: string): ParameterRow | undefined {
  if (!/^\/aws\/service\/.*(ami|image[-_]id)/i.test(name)) return undefined;
  const value = `ami-${createHash("sha256").update(`${region}${name}`).digest("hex").slice(0, 17)}`;
  return {
    name,
    // Of no account, as AWS's are.
    arn: `arn:${partition}:ssm:${region}::parameter${name}`,
    versions: [
      {
        version: 1,
        type: "String",
        value,
        tier: "Standard",
        dataType: "aws:ec2:image",
        modifiedAt: PUBLISHED,
        modifiedBy: "",
      },
    ],
    tags: [],
  };
}
