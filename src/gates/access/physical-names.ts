import type { DeployedStack } from "./deployed-stack";

/** The names that a deployment's resources have, by logical id. */
export type PhysicalNames = ReadonlyMap<string, string>;

/** The id of the first stack, the application's, is there as `AWS::StackId`. */
export function readPhysicalNames(stacks: readonly DeployedStack[]): PhysicalNames {
  const ids = readPhysicalIds(stacks);
  return new Map([...ids].map(([logicalId, physicalId]) => [logicalId, nameIn(physicalId)]));
}

function readPhysicalIds(stacks: readonly DeployedStack[]): PhysicalNames {
  const ids = new Map(
    stacks.flatMap(({ resources }) => [...resources].map(([id, { physicalId }]) => [id, physicalId] as const)),
  );
  const [app] = stacks;
  return app === undefined ? ids : ids.set("AWS::StackId", app.id);
}

/** The name in a physical id: that may be an ARN, a URL or, of an event rule, `bus|rule`. */
function nameIn(physicalId: string): string {
  if (!/^(arn:|https?:)/.test(physicalId)) return physicalId.split("|").at(-1) ?? physicalId;
  // The revision of a task definition is not part of its name.
  return physicalId.replace(/:\d+$/, "").split(/[:/]/).at(-1) ?? physicalId;
}

/** Turns what names the resources of one deployment into what names those of another of the same logical ids. */
export function createTranslation(
  from: readonly DeployedStack[],
  to: readonly DeployedStack[],
): (text: string) => string {
  const table = new Map<string, string>();
  for (const read of [readPhysicalIds, readPhysicalNames]) {
    const others = read(to);
    for (const [logicalId, name] of read(from)) {
      const other = others.get(logicalId);
      if (other !== undefined && other !== name) table.set(name, other);
    }
  }
  if (table.size === 0) return (text) => text;
  // The longest first: a name may begin with another.
  const names = [...table.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${names.map(escape).join("|")})(?![A-Za-z0-9])`, "g");
  return (text) => text.replace(pattern, (name) => table.get(name) ?? name);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
