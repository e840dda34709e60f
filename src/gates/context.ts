import type { Wire } from "../split";
import type { Template } from "../template";
import type { CloudFormationCaller, IamCaller } from "./callers";

/** A template that a gate looks at, and how CloudFormation can read it. */
export interface TemplateUnderTest {
  readonly template: Template;
  /**
   * Where CloudFormation finds it.
   * @default - it goes along as TemplateBody, at most 51,200 bytes
   */
  readonly url?: string;
  /**
   * The stack it was read back from.
   * @default - it comes from a file
   */
  readonly stackName?: string;
}

/** What gates look at. */
export interface GateContext {
  readonly cloudFormation: CloudFormationCaller;
  readonly iam: IamCaller;
  readonly iamStackName: string;
  /** @default - no application stack yet: the gates about it do not apply */
  readonly appStackName?: string;
  readonly iamTemplate?: TemplateUnderTest;
  readonly appTemplate?: TemplateUnderTest;
  /** CloudFormation's answer where it refused to create the IAM stack. @default - it did not refuse */
  readonly iamRefusal?: string;
  /** CloudFormation's answer where it refused to create the app stack. @default - it did not refuse */
  readonly appRefusal?: string;
  /**
   * What the two templates came from.
   * @default - not at hand: then nobody can tell what a role should be allowed, only which patterns miss their resource
   */
  readonly origin?: {
    readonly monolith: Template;
    /** The IAM template that the split of the monolith gives: what it allows beyond the monolith is declared. */
    readonly iam: Template;
  };
  /** Outputs of the IAM stack and the parameters of the app stack that take them. */
  readonly wiring: readonly Wire[];
}
