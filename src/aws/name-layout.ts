import { fairSplit } from "./fair-split";
import type { Generator, ResourceNaming } from "./naming/resource-naming";
import type { Properties } from "./property-value";
import { literalFlag } from "./property-value";

/** Hyphen and twelve random characters. */
const TAIL_SPACE = 13;

/** What the registry takes when a handler gives no maximum (IdentifierUtils.generateResourceIdentifier). */
const REGISTRY_MAX = 40;

/** A generator of which it is settled how it cuts. */
export type SettledGenerator = Exclude<Generator, "G1|G2">;

/** Fifo names end so, inside their maximum length. */
const FIFO = ".fifo";

/** Endings that the name may have: one where the properties say which, two where they hold an expression. */
export function suffixesOf(naming: ResourceNaming, properties: Properties | undefined): readonly string[] {
  if (naming.fifoProperty === undefined) return [""];
  const fifo = literalFlag(properties?.[naming.fifoProperty]);
  return fifo === "unknown" ? ["", FIFO] : fifo ? [FIFO] : [""];
}

/** Characters that a generated name may have, before an ending such as `.fifo`. */
export function roomOf(naming: ResourceNaming, suffix: string): number {
  return (naming.maxLength ?? REGISTRY_MAX) - suffix.length;
}

/** Characters left for stack name and logical id together. */
export function freeCharacters(generator: "G1" | "G2" | "G1P", room: number): number {
  switch (generator) {
    case "G1":
    case "G1P":
      return room - TAIL_SPACE - 1;
    case "G2":
      return room - TAIL_SPACE - 2;
    default:
      return generator satisfies never;
  }
}

/** The registry drops leading hyphens of a stack name and makes runs of hyphens one. */
export function registryStackName(stackName: string): string {
  return collapseHyphens(stackName.replace(/^-+/, ""));
}

export function collapseHyphens(text: string): string {
  return text.replace(/-{2,}/g, "-");
}

/** The generated name up to the hyphen before its random end. */
export function nameBody(generator: SettledGenerator, room: number, stackName: string, logicalId: string): string {
  switch (generator) {
    case "G1": {
      const stack = registryStackName(stackName);
      const [ofStack, ofLogical] = fairSplit(freeCharacters("G1", room), [stack.length, logicalId.length]);
      return `${stack.slice(0, ofStack)}-${logicalId.slice(0, ofLogical)}`;
    }
    case "G2": {
      const [ofStack, ofLogical] = fairSplit(freeCharacters("G2", room), [stackName.length, logicalId.length]);
      return `${stackName.slice(0, ofStack)}-${logicalId.slice(0, ofLogical)}`;
    }
    case "G1P":
      return `${stackName}-${logicalId}`.slice(0, room - TAIL_SPACE);
    case "G1L":
      return logicalId.slice(0, room - TAIL_SPACE);
    case "logical-id":
      return logicalId;
    default:
      return generator satisfies never;
  }
}
