import type { IamReferences } from "../iam-references";
import type { AppParameters } from "./app-parameters";
import type { Artifacts } from "./artifacts";
import type { Network } from "./network";

/** What every part of the application needs. */
export interface AppContext {
  /** The roles and policies that the part runs with. */
  readonly iam: IamReferences;
  readonly network: Network;
  readonly artifacts: Artifacts;
  readonly parameters: AppParameters;
}
