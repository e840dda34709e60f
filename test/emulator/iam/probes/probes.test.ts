import * as iamModule from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { Emulator } from "../../../../src/emulator";
import { describeCoverage } from "../../../../src/emulator/iam/member-coverage/describe-coverage";
import { operations } from "../../../../src/emulator/iam/operations";
import type { Operation } from "../../../../src/emulator/operation";
import { findOperationShapes, listRequiredMembers } from "../../../../src/emulator/schema";
import { faultOf, iamClient } from "../../support";
import { MAKERS, NAMES_AFTER, OWN, OWNERS, REFUSED, SHOWN, STATES, VALUES } from "./probe-table";
import { THINGS } from "./things";
import type { Call, Ids, ThingName } from "./things";

const COVERAGE = describeCoverage();
const TABLE = operations as unknown as Readonly<Record<string, Operation<object>>>;
const USER_NAME = "UserName";

function membersOf(operation: string): string[] {
  const input = findOperationShapes(iamModule, operation)?.input;
  return input === undefined || input.isUnitSchema() ? [] : [...input.structIterator()].map(([name]) => name);
}

function callerOf(client: IAMClient): Call {
  const commands = iamModule as unknown as Record<string, new (input: object) => never>;
  return async (operation, input = {}) => {
    const Command = commands[`${operation}Command`];
    if (Command === undefined) throw new Error(`no command for ${operation}`);
    const answer: object = await client.send(new Command(input));
    return answer as Ids;
  };
}

/** What an operation needs, and what that needs, in the order in which it can be made. */
function prerequisitesOf(operation: string): ThingName[] {
  const order: ThingName[] = [];
  const add = (name: ThingName): void => {
    if (order.includes(name)) return;
    THINGS[name].needs.forEach(add);
    order.push(name);
  };
  if (!MAKERS.has(operation))
    membersOf(operation).forEach((member) => member in OWNERS && add(OWNERS[member] as ThingName));
  STATES[operation]?.forEach(add);
  return order;
}

/** Every member of the input that can be given. */
function inputOf(operation: string, ids: Ids): Ids {
  const own = OWN[operation]?.(ids) ?? {};
  const input: Ids = {};
  for (const member of membersOf(operation)) {
    const value = member in own ? own[member] : (ids[member] ?? VALUES[member]);
    if (value !== undefined) input[member] = value;
    else if (member !== "Marker" && !(member in own)) throw new Error(`no value for ${operation}.${member}`);
  }
  return input;
}

/** Members of an answer that are single values, however deep. */
function flatten(value: Ids): Ids {
  const found: Ids = {};
  for (const [name, content] of Object.entries(value)) {
    if (typeof content === "string") found[name] = content;
    else if (typeof content === "object" && content !== null && !Array.isArray(content)) {
      Object.assign(found, flatten(content as Ids));
    }
  }
  return found;
}

/** What stands at a path of an answer, of every entry of lists on the way. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((entry) => valuesAt(entry, path));
  return typeof value === "object" && value !== null ? valuesAt((value as Ids)[name], rest) : [];
}

function plain(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return (value.startsWith("%7B") ? decodeURIComponent(value) : value).trim();
}

/** Runs a call, and tells which members of the input its handler looked at. */
async function watch(operation: string, call: () => Promise<Ids>): Promise<{ answer: Ids; seen: Set<string> }> {
  const seen = new Set<string>();
  const handler = TABLE[operation];
  if (handler === undefined) throw new Error(`no handler of ${operation}`);
  const run = handler.run.bind(handler);
  const spy = jest.spyOn(handler, "run").mockImplementation((input, context) => {
    const watched = new Proxy(input, {
      get: (target, name) => (seen.add(String(name)), Reflect.get(target, name)),
      ownKeys: (target) => (Object.keys(target).forEach((name) => seen.add(name)), Reflect.ownKeys(target)),
    });
    return run(watched, context);
  });
  try {
    return { answer: await call(), seen };
  } finally {
    spy.mockRestore();
  }
}

describe("operations", () => {
  let emulator: Emulator | undefined;

  afterEach(async () => {
    await emulator?.stop();
  });

  it("is there, and every member of every input is covered", () => {
    expect(COVERAGE).toHaveLength(180);
    expect(Object.keys(TABLE).sort()).toEqual(COVERAGE.map(({ operation }) => operation));
    for (const { operation, enforced, stored, unread, ignored } of COVERAGE) {
      const covered = [...enforced, ...Object.keys(stored), ...Object.keys(unread), ...Object.keys(ignored)];
      expect([operation, ...covered.sort()]).toEqual([operation, ...membersOf(operation).sort()]);
    }
  });

  it.each(COVERAGE.map((coverage) => [coverage.operation, coverage] as const))(
    "%s does what its coverage says",
    async (operation, { stored, ignored }) => {
      emulator = await Emulator.start();
      let ids: Ids = {};
      const call = callerOf(iamClient(emulator));
      for (const name of prerequisitesOf(operation)) ids = { ...ids, ...(await THINGS[name].make(call, ids)) };
      const input = inputOf(operation, ids);
      // A password is changed by its owner.
      const act = operation === "ChangePassword" ? callerOf(iamClient(emulator, String(ids["AccessKeyId"]))) : call;

      const refusal = REFUSED[operation];
      if (refusal !== undefined) {
        expect((await faultOf(act(operation, input))).code).toBe(refusal[0]);
        return;
      }
      const { answer, seen } = await watch(operation, () => act(operation, input));

      expect(answer["$metadata"]).toMatchObject({ httpStatusCode: 200 });
      const unseen = membersOf(operation).filter((member) => !seen.has(member));
      expect(unseen).toEqual(Object.keys(ignored));
      const known = { ...ids, ...input, ...flatten(answer), ...NAMES_AFTER[operation]?.(answer) };
      for (const [member, where] of Object.entries(stored)) {
        const [reader = "", path = ""] = where.split(" ");
        const required = listRequiredMembers(findOperationShapes(iamModule, reader)!.input);
        const names = membersOf(reader).filter((name) => required.has(name) || name === USER_NAME);
        const asked = Object.fromEntries(names.map((name) => [name, known[name] ?? VALUES[name]]));
        const found = valuesAt(await call(reader, asked), path.split(".")).map(plain);
        const expected = SHOWN[`${operation}.${member}`] ?? plain(input[member]);
        expect([member, input[member] === undefined]).toEqual([member, false]);
        // A list shows what was added to it, beside the rest.
        const all = Array.isArray(expected) ? found : found.flat();
        expect({ member, found: all }).toEqual({ member, found: expect.arrayContaining([expected]) });
      }
    },
  );
});
