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
