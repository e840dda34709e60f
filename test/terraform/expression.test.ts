import { TerraformLocal, TerraformVariable, Token } from "cdktf";
import { hcl } from "../../src/terraform/expression";
import { splitInterpolations } from "../../src/terraform/interpolations";
import { synthesize } from "./synthesize";

/** What an expression becomes in a configuration. */
function render(value: unknown): unknown {
  const { locals } = synthesize((stack) => new TerraformLocal(stack, "value", value));
  return locals?.["value"];
}

describe("values in an expression", () => {
  it.each<[unknown, unknown]>([
    [hcl`f(${"a"})`, '${f("a")}'],
    [hcl`f(${'say "hi" \\ there\n'})`, '${f("say \\"hi\\" \\\\ there\\n")}'],
    [hcl`f(${1}, ${true}, ${null}, ${undefined})`, "${f(1, true, null, null)}"],
    [hcl`f(${["a", 1]}, ${{ "a-b": "c" }}, ${[]}, ${{}})`, '${f(["a", 1], { "a-b" = "c" }, [], {})}'],
    [hcl`f(${hcl`g(${"a"})`})`, '${f(g("a"))}'],
    [hcl`f(${Token.asString(hcl`g()`)})`, "${f(g())}"],
    [hcl`f(${`a-${hcl`g("b")`}-c`})`, '${f("a-${g("b")}-c")}'],
    [hcl`f(${"${var.x}"}, ${"$${literal}"})`, '${f(var.x, "$${literal}")}'],
    [hcl`${"plain"}`, "plain"],
  ])("%# are written as Terraform writes them", (expression, text) => {
    expect(render(expression)).toBe(text);
  });

  it("are references where they are variables, whatever their type", () => {
    const { locals } = synthesize((stack) => {
      const variable = new TerraformVariable(stack, "v", { type: "any" });
      const forms = [variable.stringValue, variable.numberValue, variable.listValue, Token.asStringMap(variable.value)];
      forms.forEach((form, index) => new TerraformLocal(stack, `form${index}`, hcl`f(${form})`));
    });

    expect(Object.values(locals ?? {})).toEqual(["${f(var.v)}", "${f(var.v)}", "${f(var.v)}", "${f(var.v)}"]);
  });
});

describe("a string template", () => {
  it.each([
    ["", [["", false]]],
    ["a", [["a", false]]],
    ["${a}", [["a", true]]],
    [
      "x${a}y${b}",
      [
        ["x", false],
        ["a", true],
        ["y", false],
        ["b", true],
      ],
    ],
    ['${f("}")}', [['f("}")', true]]],
    ['${f("\\"}")}', [['f("\\"}")', true]]],
    ['${f("${g({})}")}', [['f("${g({})}")', true]]],
    ["$${a}", [["$${a}", false]]],
    ["${open", [["${open", false]]],
  ])("%j comes apart", (text, parts) => {
    expect(splitInterpolations(text).map((part) => [part.text, part.isExpression])).toEqual(parts);
  });
});
