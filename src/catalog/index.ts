export type { Catalog, SeverOverride } from "./catalog";
export { everythingCatalog, parseSplitConfig } from "./config";
export type { Strategy } from "./strategy";
