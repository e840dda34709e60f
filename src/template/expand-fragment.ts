/** The item that each loop around is at, by the loop's identifier. */
export type Loops = ReadonlyMap<string, string>;

/**
 * A key of a loop's fragment: `${Identifier}` is the item, `&{Identifier}` the item without what is not alphanumeric.
 * Keys and texts deeper in the fragment stay as they are, but for Fn::Sub (recorded on AWS).
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandFragment(key: string, loops: Loops): string {
  return key.replaceAll(/([$&])\{([^{}]+)\}/g, (whole, sign: string, name: string) => {
    const item = loops.get(name);
    if (item === undefined) return whole;
    return sign === "&" ? item.replaceAll(/[^A-Za-z0-9]/g, "") : item;
  });
}
