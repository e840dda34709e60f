import type { Path } from "../../base";

/**
 * How CloudFormation makes a name up.
 *
 * - `G1` resource registry: `{stack}-{logical}-{12}`, both parts cut by a fair split of max − 14
 * - `G2` the older native engine: the same with max − 15, because its tail may have thirteen characters
 * - `G1|G2` it is not settled which of the two; they differ only when parts are cut
 * - `G1P` `{stack}-{logical}` cut at max − 13 from the end, then `-{12}`
 * - `G1L` `{logical}-{12}`, the logical id cut at max − 13: no stack name in it
 * - `logical-id` the logical id itself, no tail
 */
export type Generator = "G1" | "G2" | "G1|G2" | "G1P" | "G1L" | "logical-id";

/** What a reference yields. `value`: something that is neither a name nor an identifier, such as a host name. */
export type Yields = "name" | "arn" | "url" | "id" | "value";

/** The random end of a generated name. */
export interface NameTail {
  /** Lengths that AWS makes today. */
  readonly lengths: readonly number[];
  readonly alphabet: "mixed" | "upper";
  /** False where the length was seen too rarely to rely on it: patterns then end in `*`. */
  readonly settled: boolean;
}

/** An id that the service assigns. */
export type IdForm =
  | { readonly kind: "uuid" }
  | { readonly kind: "text"; readonly prefix: string; readonly length: number; readonly alphabet: IdAlphabet };

export type IdAlphabet = "hex" | "lower-alphanumeric" | "upper-alphanumeric" | "mixed-alphanumeric" | "digits";

/** What `Fn::GetAtt` yields for one attribute. */
export interface AttributeForm {
  readonly yields: Yields;
  /** @default - nothing known about the text */
  readonly template?: string;
}

/** Where a `${Placeholder}` of a template comes from, other than Partition, Region, Account, UrlSuffix, Name and Id. */
export interface PlaceholderSource {
  /** Property of the same resource that holds the value (which may itself be an ARN or a reference). */
  readonly property?: Path;
  /** What of the property's value is meant: `name` also of an ARN, `host` of a URL, `all`. @default "name" */
  readonly part?: "name" | "host" | "all";
  /** Value where the property is absent. */
  readonly default?: string;
  /** Glob that stands for it where the value cannot be known: `*`, `??????`. */
  readonly glob: string;
}

/** A different ARN or Ref where a property is given. */
export interface FormVariant {
  readonly property: Path;
  /** The variant does not apply to this literal value. */
  readonly unless?: string;
  readonly arn: string;
  readonly refTemplate?: string;
}

/** What CloudFormation and IAM call a resource of one type. */
export interface ResourceNaming {
  readonly type: string;
  /** Property that sets the name. @default - it cannot be named */
  readonly nameProperty?: Path;
  readonly nameRequired: boolean;
  /** How the name is made up where none is given. @default - not at all: the name is required or the service assigns an id */
  readonly generator?: Generator;
  /** True where the form of generated names is inferred: names are made by it, patterns are not. */
  readonly inferred: boolean;
  /** Characters. @default - not known; the registry's own limit of 40 is used to generate, and patterns allow for any cut */
  readonly maxLength?: number;
  readonly lowerCase: boolean;
  /** Whether runs of hyphens become one, after cutting. */
  readonly collapsesHyphens: boolean;
  /** Text before the generated name. */
  readonly prefix: string;
  /** Property which, when true, puts `.fifo` at the end (inside the maximum length). */
  readonly fifoProperty?: string;
  /** Whether the generated name holds the stack name. */
  readonly includesStackName: boolean;
  readonly tail: NameTail;
  /** @default - the service assigns none */
  readonly id?: IdForm;
  /** What `Ref` yields. */
  readonly ref: Yields;
  /** Text of what `Ref` yields. @default - the name, the ARN or the id itself */
  readonly refTemplate?: string;
  /** ARN in terms of `${Partition}`, `${Region}`, `${Account}`, `${Name}`, `${Id}` and {@link placeholders}. @default - IAM knows no ARN for it */
  readonly arn?: string;
  readonly variants: readonly FormVariant[];
  readonly placeholders: Readonly<Record<string, PlaceholderSource>>;
  /** True where the ARN drops the slash that the name begins with. */
  readonly arnDropsLeadingSlash: boolean;
  readonly arnAttributes: readonly string[];
  readonly nameAttributes: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeForm>>;
  /**
   * Whether CloudFormation puts its `aws:cloudformation:*` tags on it, so that a condition on them means something.
   * @default - not known
   */
  readonly systemTags?: boolean;
  /** Keys of ../shared/facts/cloudformation.md: SPEC, OBS, RP:x, DOC:x, ISS … */
  readonly source: string;
  /** A published code, schema or model · B observed in several places · C inferred. */
  readonly confidence: "A" | "B" | "C";
}

/** Tail of the resource registry: twelve characters of mixed case. */
export const REGISTRY_TAIL: NameTail = { lengths: [12], alphabet: "mixed", settled: true };

/** Tail of the native engine: a base-36 number of twelve or thirteen characters. */
export const NATIVE_TAIL: NameTail = { lengths: [12, 13], alphabet: "upper", settled: true };

type Defaulted =
  | "nameRequired"
  | "inferred"
  | "lowerCase"
  | "collapsesHyphens"
  | "prefix"
  | "includesStackName"
  | "tail"
  | "variants"
  | "placeholders"
  | "arnDropsLeadingSlash"
  | "arnAttributes"
  | "nameAttributes"
  | "attributes";

/** A row of a naming table: what differs from the common case. */
export type NamingRow = Omit<ResourceNaming, Defaulted> &
  Partial<Pick<ResourceNaming, Exclude<Defaulted, "includesStackName">>>;

/** Declares how resources of one type are named. */
export function defineNaming(row: NamingRow): ResourceNaming {
  return {
    nameRequired: false,
    inferred: false,
    lowerCase: false,
    collapsesHyphens: false,
    prefix: "",
    includesStackName: row.generator !== undefined && holdsStackName(row.generator),
    tail: REGISTRY_TAIL,
    variants: [],
    placeholders: {},
    arnDropsLeadingSlash: false,
    arnAttributes: [],
    nameAttributes: [],
    attributes: {},
    ...row,
  };
}

function holdsStackName(generator: Generator): boolean {
  switch (generator) {
    case "G1":
    case "G2":
    case "G1|G2":
    case "G1P":
      return true;
    case "G1L":
    case "logical-id":
      return false;
    default:
      return generator satisfies never;
  }
}

/** ARN of a resource that has a region and an account. */
export function regionalArn(service: string, resource: string): string {
  return `arn:\${Partition}:${service}:\${Region}:\${Account}:${resource}`;
}

/** ARN of a resource that has an account and no region. */
export function globalArn(service: string, resource: string): string {
  return `arn:\${Partition}:${service}::\${Account}:${resource}`;
}

export const UUID: IdForm = { kind: "uuid" };

/** The form of an EC2 id made since 2018: prefix and seventeen hexadecimal digits. */
export function ec2Id(prefix: string): IdForm {
  return { kind: "text", prefix, length: 17, alphabet: "hex" };
}
