/** One function of the template language. */
export interface Intrinsic {
  /** Long name, the only key of its mapping. */
  readonly name: string;
  /** Short tag without the exclamation mark. @default - long form only */
  readonly tag?: string;
}

/** Every function that templates know. */
export const INTRINSICS: readonly Intrinsic[] = [
  { name: "Ref", tag: "Ref" },
  { name: "Condition", tag: "Condition" },
  ...["GetAtt", "Sub", "Join", "Select", "Split", "If", "Equals", "And", "Or", "Not", "FindInMap", "ImportValue"].map(
    (tag) => ({ name: `Fn::${tag}`, tag }),
  ),
  ...["Base64", "Cidr", "GetAZs", "Transform", "Length", "ToJsonString"].map((tag) => ({ name: `Fn::${tag}`, tag })),
];
