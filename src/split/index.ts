// What a caller needs to split a template stands here too, so that `externalized-iam/split` is enough.
export { everythingCatalog, parseSplitConfig, QUILT_CATALOG } from "../catalog";
export type { Catalog, SeverOverride, Strategy } from "../catalog";
export { parseTemplate } from "../template";
export type { ParseOptions, Template, TemplateFormat, TemplateMap, TemplateValue } from "../template";
export { split } from "./split";
export type { SplitOptions, SplitResult } from "./split";
export { renderReport } from "./report-text";
export type {
  AbsentName,
  AddedParameter,
  CarriedItem,
  KeptResource,
  MovedResource,
  RestoredOrder,
  RewiredReference,
  SeveredReference,
  SizeCheck,
  SplitReport,
  SplitWarning,
  Wire,
} from "./report";
