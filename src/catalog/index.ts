export type { Catalog, SeverOverride } from "./catalog";
export { everythingCatalog, parseSplitConfig } from "./config";
export { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN } from "./patterns";
export { QUILT_CATALOG, QUILT_EXCLUDED_POLICIES, QUILT_POLICIES, QUILT_ROLES } from "./quilt";
export type { CatalogEntry } from "./quilt";
export { STRATEGIES } from "./strategy";
export type { Strategy } from "./strategy";
