import { isNativeError } from "node:util/types";
import { UserError } from "../base";
import { describeThrown, type ClientOptions } from "../gates";
import type { Io } from "./io";
import { usageError } from "./parse-args";

/** Options of every command that talks to AWS. */
export const CONNECTION_OPTIONS = {
  endpoint: { type: "text", placeholder: "URL", description: "where AWS is, AWS itself if not given" },
  region: {
    type: "text",
    placeholder: "REGION",
    description: "AWS_REGION, AWS_DEFAULT_REGION or us-east-1 if not given",
  },
} as const;

/** How to reach AWS, or what stands for it. @throws UserError for an endpoint that is no URL */
export function connectionOf(
  command: string,
  options: { readonly endpoint: string | undefined; readonly region: string | undefined },
  environment: Io["environment"],
): ClientOptions {
  const { endpoint } = options;
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:/i.test(endpoint))) {
    throw usageError(command, `'${endpoint}' is no URL, allowed: http://HOST:PORT or https://HOST`);
  }
  const region = options.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "us-east-1";
  // An emulator takes any credentials, and somebody who has none should not need to set up any.
  const anonymous =
    endpoint !== undefined && environment.AWS_ACCESS_KEY_ID === undefined && environment.AWS_PROFILE === undefined;
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(anonymous && { credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" } }),
  };
}

/** The first question to AWS: where it gets no answer, address or credentials are wrong, which is no bug of ours. */
export async function answered<Result>(endpoint: string | undefined, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!isOutside(error)) throw error;
    throw new UserError("no-answer", `no answer from ${endpoint ?? "AWS"}: ${describeThrown(error)}`, {
      hint: "check --endpoint, --region and the credentials",
      cause: error,
    });
  }
}

/** An answer of the service, a failure of the network, or credentials that cannot be found. */
function isOutside(error: unknown): boolean {
  if (!isNativeError(error) || error instanceof UserError) return false;
  return "$metadata" in error || "code" in error || error.name.endsWith("ProviderError");
}
