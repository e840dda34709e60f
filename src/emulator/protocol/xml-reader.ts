/** An element of an XML document: its children, and its text where it has no children. */
export interface XmlNode {
  /** Without its prefix. */
  readonly name: string;
  /** By name as written, prefix and all: `xsi:type`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

const DEEPEST = 64;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/y;

/**
 * Reads the XML that AWS clients send: elements, attributes and text. Namespaces are passed over; a document type
 * declaration, which could define entities, is refused. Undefined for what is not well formed.
 */
export function readXml(document: string): XmlNode | undefined {
  const root: GrowingNode = { name: "", attributes: new Map(), text: "", children: [] };
  const open: GrowingNode[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const token = TOKEN.exec(document);
    const parent = open.at(-1);
    if (token === null || parent === undefined) return undefined;
    const [, cdata, closing, qualified, attributes, selfClosing, text] = token;
    if (cdata !== undefined) parent.text += cdata;
    else if (text !== undefined) parent.text += unescapeXml(text);
    else if (qualified !== undefined) {
      const name = qualified.slice(qualified.indexOf(":") + 1);
      if (closing === "/") {
        if (open.length === 1 || open.pop()?.name !== name) return undefined;
      } else {
        const node: GrowingNode = { name, attributes: readAttributes(attributes), text: "", children: [] };
        parent.children.push(node);
        if (selfClosing === "") open.push(node);
        if (open.length > DEEPEST) return undefined;
      }
    }
  }
  return open.length === 1 && root.children.length === 1 ? root.children[0] : undefined;
}

interface GrowingNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
  readonly children: GrowingNode[];
}

function readAttributes(text = ""): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...pairs].map(([, name = "", double, single]) => [name, unescapeXml(double ?? single ?? "")]));
}

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
