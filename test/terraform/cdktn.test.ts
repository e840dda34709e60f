import { join } from "node:path";

const templateFile = join(__dirname, "..", "..", "examples", "notes-service", "template.yaml");

/** Both constructs, synthesized with a package in place of cdktf, in the provider's bindings as well. */
async function synthesizeWith(name: "cdktf" | "cdktn"): Promise<unknown> {
  let text = "";
  await jest.isolateModulesAsync(async () => {
    if (name === "cdktn") jest.doMock("cdktf", () => jest.requireActual<object>("cdktn"));
    const { TerraformStack, TerraformVariable, Testing } = await import("cdktf");
    const { IamModule, QuiltModule } = await import("../../src/terraform");
    const stack = new TerraformStack(Testing.app(), "test");
    const url = new TerraformVariable(stack, "url", { type: "string" });
    new IamModule(stack, "iam", { name: "shop", templateUrl: url.stringValue, roleNames: ["A"], policyNames: ["B"] });
    new QuiltModule(stack, "quilt", {
      name: "quilt",
      internal: false,
      network: { createNewVpc: true },
      templateFile,
      iamTemplateUrl: url.stringValue,
      parameters: { QuiltWebHost: "quilt.example.com" },
      dns: { zoneId: "Z1" },
    });
    text = Testing.synth(stack);
  });
  jest.dontMock("cdktf");
  return JSON.parse(text) as unknown;
}

describe("cdktn, by which the community carries cdktf on", () => {
  it("synthesizes the same configuration", async () => {
    const [before, after] = [await synthesizeWith("cdktf"), await synthesizeWith("cdktn")];

    expect(Object.keys(before as object).sort()).toEqual(["data", "locals", "module", "resource", "variable"]);
    expect(after).toEqual(before);
  });

  it("is what the modules are synthesized with there, not cdktf", async () => {
    let fromBindings: unknown;
    let fromCdktn: unknown;
    await jest.isolateModulesAsync(async () => {
      jest.doMock("cdktf", () => jest.requireActual<object>("cdktn"));
      fromBindings = Object.getPrototypeOf(
        (await import("@cdktf/provider-aws/lib/cloudformation-stack")).CloudformationStack,
      );
      fromCdktn = (await import("cdktn")).TerraformResource;
    });
    jest.dontMock("cdktf");

    expect(fromBindings).toBe(fromCdktn);
  });
});
