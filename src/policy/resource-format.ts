import type { Diagnostic } from "../base";
import { refusal, statementsOf, textsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";

/** Whether IAM takes the text as an ARN's partition; wildcards are allowed there. */
export function isPartition(text: string): boolean {
  return /^aws(-[a-z]+)*$/.test(text) || /[*?]/.test(text);
}

const IAM_PATHS = [
  "user/",
  "federated-user/",
  "role/",
  "group/",
  "instance-profile/",
  "mfa/",
  "server-certificate/",
  "policy/",
  "sms-mfa/",
  "saml-provider/",
  "oidc-provider/",
  "report/",
  "access-report/",
] as const;

/** Resources that are no ARN, or an ARN that IAM knows to be wrong. */
export function checkResourceFormats(document: PolicyJson): Diagnostic[] {
  return statementsOf(document).flatMap(({ statement, path }) =>
    ["Resource", "NotResource"]
      .flatMap((element) => textsOf(statement, path, element))
      .flatMap(({ text, path: at }) => {
        const sentence = describeFault(text);
        return sentence === undefined ? [] : [refusal("resource-format", sentence, at)];
      }),
  );
}

function describeFault(text: string): string | undefined {
  if (text === "*") return undefined;
  if (!text.includes(":")) return `Resource ${text} must be in ARN format or "*".`;
  const [, partition = "", service, region, account, ...resource] = text.split(":");
  if (!isPartition(partition)) {
    return `Partition "${partition}" is not valid for resource "${completeArn(text)}".`;
  }
  if (service === undefined || /[*?]/.test(service)) {
    return "Resource vendor must be fully qualified and cannot contain regexes.";
  }
  const name = resource.join(":");
  if (service === "iam" && resource.length > 0) {
    if (region !== "" && region !== "*") return `IAM resource ${text} cannot contain region information.`;
    if (name !== "*" && name !== "root" && !IAM_PATHS.some((prefix) => name.startsWith(prefix))) {
      return `IAM resource path must either be "*", root, or start with ${IAM_PATHS.join(", ")}.`;
    }
  }
  if (service === "s3" && resource.length > 0 && region !== "" && region !== "*" && account === "") {
    return `Resource ${text} can not contain region information.`;
  }
  return undefined;
}

/** As IAM repeats it: the prefix put right, the missing parts wild. */
function completeArn(text: string): string {
  const parts = ["arn", ...text.split(":").slice(1)];
  while (parts.length < 6) parts.push("*");
  return parts.join(":");
}
