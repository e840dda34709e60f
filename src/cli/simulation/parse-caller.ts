import { UserError } from "../../base";
import { parseArn } from "../../aws";
import type { Principal } from "../../policy";

/**
 * Who asks, as people write it: the ARN of a user, a role, a session or an account's root, or a service's name.
 *
 * @throws UserError for anything else
 */
export function parseCaller(text: string): Principal {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) return { kind: "service", service: text };
  const { partition = "", service, account = "", resource = "" } = parseArn(text) ?? {};
  const known = { account, partition };
  const [type, ...rest] = resource.split("/");
  const name = rest.at(-1) ?? "";
  if (/^[0-9]{12}$/.test(account) && service === "iam") {
    if (resource === "root") return { kind: "root", ...known };
    if (type === "user" && name !== "") return { kind: "user", arn: text, userId: "", ...known };
    if (type === "role" && name !== "") return { kind: "role", arn: text, roleId: "", ...known };
  }
  const [role, session] = rest;
  if (/^[0-9]{12}$/.test(account) && service === "sts" && type === "assumed-role" && role && session) {
    const roleArn = `arn:${partition}:iam::${account}:role/${role}`;
    return { kind: "role-session", arn: text, roleArn, roleId: "", sessionName: session, ...known };
  }
  throw new UserError("invalid-caller", `'${text}' is no caller`, {
    hint: "expected the ARN of a user, a role, an assumed role or a root, or a service such as lambda.amazonaws.com",
  });
}
