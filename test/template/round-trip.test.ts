import fc from "fast-check";
import { parse as parseWithYaml } from "yaml";
import { editTemplate, parseTemplate, printTemplate } from "../../src/template";
import type { TemplateFormat } from "../../src/template";
import { template } from "./arbitraries";

describe("a printed template", () => {
  it.each<TemplateFormat>(["yaml", "json"])("is read back as the same data (%s)", (format) => {
    fc.assert(
      fc.property(template, (value) => {
        const text = printTemplate(value, format);
        expect(parseTemplate(text, { file: "t", format }).value).toEqual(value);
      }),
      { numRuns: 1500 },
    );
  });

  it("means the same to another YAML reader", () => {
    fc.assert(
      fc.property(template, (value) => {
        const text = printTemplate(value, "yaml");
        // Tags aside, which it does not know: they warn and leave the value.
        expect(() => parseWithYaml(text, { logLevel: "silent" }) as unknown).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it("keeps its bytes through an edit that edits nothing", () => {
    fc.assert(
      fc.property(template, fc.constantFrom<TemplateFormat>("yaml", "json"), (value, format) => {
        const text = printTemplate(value, format);
        expect(editTemplate(parseTemplate(text, { file: "t", format })).apply().text).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
