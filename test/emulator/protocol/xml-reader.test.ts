import { readXml } from "../../../src/emulator/protocol/xml-reader";

describe("reading XML", () => {
  it("gives elements, texts, entities and CDATA", () => {
    const document = `<?xml version="1.0"?><!-- c --><a xmlns="x"><s:b at="1>2">1 &lt; 2 &#x41;&#66;</s:b><c/><d><![CDATA[<&]]></d></a>\n`;

    expect(readXml(document)).toMatchObject({
      name: "a",
      children: [
        { name: "b", text: "1 < 2 AB" },
        { name: "c", children: [] },
        { name: "d", text: "<&" },
      ],
    });
  });

  it.each([
    ["nothing", ""],
    ["two roots", "<a/><b/>"],
    ["a tag left open", "<a><b></a>"],
    ["a tag closed twice", "<a></a></a>"],
    ["a document type", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ["a lone <", "<a>1 < 2</a>"],
    ["too deep a tree", `${"<a>".repeat(100)}${"</a>".repeat(100)}`],
  ])("gives nothing for %s", (_what, document) => {
    expect(readXml(document)).toBeUndefined();
  });

  it("does not stall on a long run of quotes", () => {
    expect(readXml(`<a ${'"'.repeat(100_001)}`)).toBeUndefined();
    expect(readXml(`<a ${"x='".repeat(30_000)}`)).toBeUndefined();
  });
});
