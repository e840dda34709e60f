import type { Path } from "../base";
import type { Strategy } from "../catalog";

/** A resource that is now in the IAM template. */
export interface MovedResource {
  readonly logicalId: string;
  readonly type: string;
  /** True for what the catalogue lists; false for what had to follow it. */
  readonly listed: boolean;
}

/** A value that the IAM stack puts out and the app stack takes: output `XArn`, parameter `X`. */
export interface Wire {
  readonly logicalId: string;
  readonly output: string;
  /** CloudFormation expression of the export name, `${AWS::StackName}-XArn`. */
  readonly exportName: string;
  readonly parameter: string;
  readonly yields: "arn" | "name" | "attribute";
  /** Condition under which the resource exists. @default it always exists */
  readonly condition?: string;
}

/** A reference from a moved resource to an app resource, and what stands there now. */
export interface SeveredReference {
  /** Moved resource. */
  readonly from: string;
  readonly path: Path;
  /** App resource, or `AWS::StackName` or `AWS::StackId`, which mean the app stack. */
  readonly to: string;
  readonly toType: string;
  /** `Ref`, or the attribute of Fn::GetAtt. */
  readonly attribute: string;
  readonly strategy: Strategy;
  /** What stands there now, as text for a person: `arn:${AWS::Partition}:sqs:…:${AppStackName}-Queue-????????????`. */
  readonly becomes: string;
  /** What this form matches beyond the exact resource. @default nothing beyond it */
  readonly widening?: string;
}

/** A place in the app template that named a moved resource, and what stands there now. */
export interface RewiredReference {
  readonly path: Path;
  readonly from: string;
  readonly to: string;
}

/** A parameter, condition or mapping that the IAM template needs. */
export interface CarriedItem {
  readonly section: "Parameters" | "Conditions" | "Mappings";
  readonly name: string;
  /** Moved resources or carried items that need it. */
  readonly because: readonly string[];
  /** Whether the app template still has it. */
  readonly remainsInApp: boolean;
}

/** An IAM resource or resource policy that stays in the app template. */
export interface KeptResource {
  readonly logicalId: string;
  readonly type: string;
  readonly because: string;
}

/** A name of the configuration that the template does not have. */
export interface AbsentName {
  readonly name: string;
  readonly list: "roles" | "policies" | "exclude_policies" | "resources";
}

/** A parameter that the split added. */
export interface AddedParameter {
  readonly template: "iam" | "app";
  readonly name: string;
  readonly because: string;
  /** The app resource whose `Ref` or attribute it takes. @default - it takes something else */
  readonly standsFor?: { readonly logicalId: string; readonly attribute: string };
}

/** An order of creation that the roles used to carry, restored. */
export interface RestoredOrder {
  readonly logicalId: string;
  readonly dependsOn: readonly string[];
  readonly because: string;
}

export interface SplitWarning {
  readonly code: string;
  readonly message: string;
  readonly path?: Path;
}

/** A size against its limit. */
export interface SizeCheck {
  /** `IAM template, inline`, `AmazonECSTaskExecutionRole, inline policies`. */
  readonly what: string;
  readonly size: number;
  readonly limit: number;
  readonly unit: "bytes" | "characters" | "count";
  /** What to do where it is over. */
  readonly remedy?: string;
}

/** Everything the split did, as data. Nothing is dropped silently. */
export interface SplitReport {
  readonly source: string;
  readonly mode: "listed" | "all";
  readonly appStackName?: string;
  readonly moved: readonly MovedResource[];
  readonly wiring: readonly Wire[];
  readonly severed: readonly SeveredReference[];
  readonly rewired: readonly RewiredReference[];
  readonly restored: readonly RestoredOrder[];
  readonly carried: readonly CarriedItem[];
  readonly added: readonly AddedParameter[];
  readonly kept: readonly KeptResource[];
  readonly absent: readonly AbsentName[];
  readonly warnings: readonly SplitWarning[];
  readonly sizes: readonly SizeCheck[];
}
