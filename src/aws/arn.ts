/** The six parts of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services and for S3 buckets. */
  readonly region: string;
  /** Empty for S3 buckets and for resources that AWS owns. */
  readonly account: string;
  /** Everything after the fifth colon: `role/path/name`, `function:name:alias`, `my-bucket/key`. */
  readonly resource: string;
}

/** Takes an ARN apart; undefined for text that is no ARN. Wildcards and `${…}` in it stay as they are. */
export function parseArn(text: string): ArnParts | undefined {
  const parts = splitOutsideTokens(text);
  if (parts === undefined) return undefined;
  const [prefix, partition, service, region, account, resource] = parts;
  if (prefix !== "arn" || partition === "" || service === "" || resource === "") return undefined;
  return { partition, service, region, account, resource };
}

/** Puts an ARN together: the reverse of {@link parseArn}. */
export function formatArn(parts: ArnParts): string {
  return `arn:${parts.partition}:${parts.service}:${parts.region}:${parts.account}:${parts.resource}`;
}

type SixTexts = [string, string, string, string, string, string];

/** Splits at the first five colons that are not inside a `${AWS::Region}`-like token. */
function splitOutsideTokens(text: string): SixTexts | undefined {
  const parts: string[] = [];
  let start = 0;
  let inToken = false;
  for (let index = 0; index < text.length && parts.length < 5; index++) {
    const character = text[index];
    if (character === "$" && text[index + 1] === "{") inToken = true;
    else if (character === "}") inToken = false;
    else if (character === ":" && !inToken) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (parts.length < 5) return undefined;
  return [...parts, text.slice(start)] as SixTexts;
}
