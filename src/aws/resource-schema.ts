/** Type of a property's value. `json`: anything. `tag`: a mapping of Key and Value. */
export type ValueType =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "json"
  | "date-time"
  | "tag"
  | { readonly array: ValueType }
  | { readonly map: ValueType }
  /** Name of a definition of the same resource type. */
  | { readonly ref: string }
  | { readonly union: readonly ValueType[] };

/** One property of a resource or of a definition. */
export interface PropertySchema {
  readonly type: ValueType;
  /** @default false */
  readonly required?: boolean;
  /** Whether a change replaces the resource. @default - it does not */
  readonly replacement?: "yes" | "maybe";
  /** Whether the value is the ARN of an AWS::IAM::Role. @default false */
  readonly roleArn?: boolean;
}

export type PropertySchemas = Readonly<Record<string, PropertySchema>>;

/**
 * What CloudFormation's registry says of a resource type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export interface ResourceSchema {
  readonly type: string;
  readonly properties: PropertySchemas;
  readonly definitions: Readonly<Record<string, PropertySchemas>>;
  /** By the name that Fn::GetAtt uses, dotted for nested ones. */
  readonly attributes: Readonly<Record<string, ValueType>>;
  readonly primaryIdentifier: readonly string[];
  /** Properties or attributes that make up what Ref yields. @default - the primary identifier */
  readonly refIdentifier?: readonly string[];
  readonly arnTemplate?: string;
  readonly tags?: { readonly property: string; readonly variant: "standard" | "asg" | "map" };
  /** Transform that a template needs to use the type. @default - none */
  readonly transform?: string;
  /** True where any further property and attribute is allowed: custom resources. @default false */
  readonly open?: boolean;
}
