import * as client from "@aws-sdk/client-iam";
import { findOperationShapes, listOperationNames } from "../../schema";
import { IGNORED_MEMBERS } from "./ignored-members";
import { STORED_MEMBERS } from "./stored-members";
import { UNREAD_MEMBERS } from "./unread-members";

/** What becomes of each member of an operation's input; a member stands in one of the four. */
export interface OperationCoverage {
  readonly operation: string;
  /** Members that decide what is done, answered or refused: names, filters, codes, pages. */
  readonly enforced: readonly string[];
  /** Members that are kept, and the operation and path that show them: `GetRole Role.Path`. */
  readonly stored: Readonly<Record<string, string>>;
  /** Members that are kept and not shown, and what becomes of them. */
  readonly unread: Readonly<Record<string, string>>;
  /** Members that change nothing, and why. */
  readonly ignored: Readonly<Record<string, string>>;
}

type Notes = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** Every operation of IAM, by name: what its members do. */
export function describeCoverage(): OperationCoverage[] {
  return listOperationNames(client)
    .sort()
    .map((operation) => {
      const stored = (STORED_MEMBERS as Notes)[operation] ?? {};
      const unread = (UNREAD_MEMBERS as Notes)[operation] ?? {};
      const ignored = (IGNORED_MEMBERS as Notes)[operation] ?? {};
      const enforced = listMembers(operation).filter((name) => !(name in stored || name in unread || name in ignored));
      return { operation, enforced, stored, unread, ignored };
    });
}

function listMembers(operation: string): string[] {
  const input = findOperationShapes(client, operation)?.input;
  return input === undefined || input.isUnitSchema() ? [] : [...input.structIterator()].map(([name]) => name);
}
