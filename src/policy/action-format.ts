import type { Diagnostic } from "../base";
import { refusal, statementsOf, textsOf } from "./policy-json";
import type { PolicyJson } from "./policy-json";

/** Actions that are not `service:action`. */
export function checkActionFormats(document: PolicyJson): Diagnostic[] {
  return statementsOf(document).flatMap(({ statement, path }) =>
    ["Action", "NotAction"]
      .flatMap((element) => textsOf(statement, path, element))
      .flatMap(({ text, path: at }) => {
        const sentence = describeFault(text);
        return sentence === undefined ? [] : [refusal("action-format", sentence, at)];
      }),
  );
}

function describeFault(text: string): string | undefined {
  if (text === "*") return undefined;
  const [vendor = "", ...rest] = text.split(":");
  if (rest.length === 0) return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  if (rest.length > 1) return "Actions/Condition can contain only one colon.";
  return /^[A-Za-z0-9.*?-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}
