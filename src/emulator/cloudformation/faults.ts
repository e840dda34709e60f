import { AwsFault } from "../fault";

/** `ValidationError`, what CloudFormation answers to nearly everything it refuses at once. */
export function validationError(message: string): AwsFault {
  return new AwsFault("ValidationError", message, 400);
}

/** DescribeStacks, GetTemplate and the other readers of a stack. */
export function noStackWithId(stack: string): AwsFault {
  return validationError(`Stack with id ${stack} does not exist`);
}

/** DescribeStackEvents and what changes a stack. */
export function noSuchStack(stack: string): AwsFault {
  return validationError(`Stack [${stack}] does not exist`);
}

export function stackExists(name: string): AwsFault {
  return new AwsFault("AlreadyExistsException", `Stack [${name}] already exists`, 400);
}

export function requiresCapabilities(capability: string): AwsFault {
  // The space before the colon is AWS's.
  return new AwsFault("InsufficientCapabilitiesException", `Requires capabilities : [${capability}]`, 400);
}

/** The emulator's own: a feature of CloudFormation that it does not have, said before anything is made. */
export function notSupported(what: string): AwsFault {
  return validationError(`${what} not supported by this emulator yet`);
}

export function noSuchChangeSet(changeSet: string): AwsFault {
  return new AwsFault("ChangeSetNotFound", `ChangeSet [${changeSet}] does not exist`, 404);
}
