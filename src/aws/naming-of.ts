import { analytics } from "./naming/analytics";
import { compute } from "./naming/compute";
import { delivery } from "./naming/delivery";
import { edge } from "./naming/edge";
import { identity } from "./naming/identity";
import { messaging } from "./naming/messaging";
import { network } from "./naming/network";
import { operations } from "./naming/operations";
import type { ResourceNaming } from "./naming/resource-naming";
import { storage } from "./naming/storage";

/** Every resource type whose names are known. */
export const RESOURCE_NAMINGS: readonly ResourceNaming[] = [
  ...storage,
  ...messaging,
  ...compute,
  ...analytics,
  ...operations,
  ...identity,
  ...network,
  ...delivery,
  ...edge,
];

const byType = new Map(RESOURCE_NAMINGS.map((naming) => [naming.type, naming]));

/** How resources of a type are named; undefined for types of which nothing is known. */
export function namingOf(type: string): ResourceNaming | undefined {
  return byType.get(type);
}
