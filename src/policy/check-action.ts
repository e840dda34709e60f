import { UserError, nearest } from "../base";
import { findAction, findService, listServices } from "./service-authorization";

/**
 * The name of an action in AWS's case.
 *
 * @throws UserError for an action that AWS's reference does not have, with the one that was probably meant
 */
export function checkAction(action: string): string {
  const found = findAction(action);
  if (found !== undefined) return found.name;
  const [prefix = "", name] = action.split(":", 2);
  if (name === undefined || prefix === "" || name === "") {
    throw unknownAction(`'${action}' is no action, expected SERVICE:ACTION such as s3:GetObject`);
  }
  if (/[*?]/.test(action)) throw unknownAction(`'${action}' is a pattern, expected one action such as s3:GetObject`);
  const service = findService(prefix);
  if (service === undefined) {
    const near = nearest(prefix.toLowerCase(), listServices());
    throw unknownAction(`AWS has no service '${prefix}' with actions`, near && `${near}:${name}`);
  }
  const near = nearest(name.toLowerCase(), [...service.actions.keys()]);
  throw unknownAction(
    `${service.name} has no action '${action}'`,
    near === undefined ? undefined : service.actions.get(near)?.name,
  );
}

function unknownAction(message: string, meant?: string): UserError {
  return new UserError("unknown-action", message, meant === undefined ? {} : { hint: `did you mean ${meant}` });
}
