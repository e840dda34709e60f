import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../src/base";
import { fillParameters, plausibleValue } from "../../src/deploy/plausible-parameters";
import { samplePattern } from "../../src/deploy/sample-pattern";
import { isMap, parseTemplate } from "../../src/template";

describe("a text for a pattern", () => {
  it.each([
    ["abc"],
    ["[a-z]+"],
    ["[^a-z]{3}"],
    ["a{2,4}b?c*"],
    ["(foo|bar)-\\d{4}"],
    ["^$|^[^\\s](.*[^\\s])?$"],
    [".{8,64}|"],
    ["^arn:aws(-us-gov)?:acm:.*$"],
    ["^[-\\w]+\\.[-\\w]+\\.[-\\w]+$"],
    ["[^\\s@]+@[^\\s@]+\\.[^\\s@]+"],
    ["^((\\*)|(([A-Z]{2}(,[A-Z]{2})*)))$"],
    ["(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})"],
    ["(?:a|b)+?"],
    ["[\\w+=,.@-]{5}"],
    ["\\[\\]"],
    ["vpc-[0-9a-f]{8,17}"],
    ["[]-]x"],
  ])("%s matches it", (pattern) => {
    const text = samplePattern(pattern);
    if (pattern === "[]-]x") return expect(text).toBeUndefined(); // JavaScript reads [] as a class without members
    expect(text).toMatch(new RegExp(`^(?:${pattern})$`));
  });

  it.each([
    [".{8,64}|", 8],
    ["[a-z]+", 12],
    ["(ab)*", 7],
  ])("%s has at least the length asked for (%i)", (pattern, least) => {
    expect(samplePattern(pattern, least)?.length).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ["[a-z]{5}", 4],
    ["(?=x)y", 100],
    ["(a)\\1", 100],
    ["[", 100],
    ["a**", 100],
    ["\\p{Alpha}+x{", 100],
  ])("is none for %s within %i characters", (pattern, most) => {
    expect(samplePattern(pattern, 0, most)).toBeUndefined();
  });
});

describe("a plausible value", () => {
  it.each([
    ["Stage", { Type: "String", AllowedValues: ["dev", "prod"] }, "dev"],
    ["Port", { Type: "Number", MinValue: 1024, MaxValue: 65535 }, "1024"],
    ["Count", { Type: "Number" }, "1"],
    ["Share", { Type: "Number", MaxValue: 0.5 }, "0.5"],
    ["Vpc", { Type: "AWS::EC2::VPC::Id" }, "vpc-0123456789abcdef0"],
    ["Subnets", { Type: "List<AWS::EC2::Subnet::Id>" }, "subnet-0123456789abcdef1,subnet-0123456789abcdef2"],
    ["AdminEmail", { Type: "String", AllowedPattern: "[^@]+@[^@]+" }, "someone@example.com"],
    [
      "CertificateArn",
      { Type: "String", AllowedPattern: "^arn:aws:acm:.*$" },
      /^arn:aws:acm:us-east-1:123456789012:certificate\//,
    ],
    ["Anything", { Type: "String" }, "example"],
    ["Long", { Type: "String", MinLength: 20 }, /^.{20,}$/],
    ["Short", { Type: "String", MaxLength: 3 }, /^.{1,3}$/],
    ["Code", { Type: "String", AllowedPattern: "[A-Z]{3}-[0-9]{4}" }, /^[A-Z]{3}-[0-9]{4}$/],
    ["Names", { Type: "CommaDelimitedList" }, "example"],
  ] as const)("of %s is allowed by its declaration", (name, declaration, expected) => {
    const value = plausibleValue(name, declaration);

    if (typeof expected === "string") expect(value).toBe(expected);
    else expect(value).toMatch(expected);
  });
});

describe("filling the parameters of a template", () => {
  const template = parseTemplate(
    [
      "Parameters:",
      "  Given: { Type: String }",
      "  Defaulted: { Type: String, Default: '' }",
      "  Missing: { Type: String }",
      "Resources: {}",
    ].join("\n"),
    { file: "app.yaml" },
  );

  it("leaves out those with a default and those that were given", () => {
    expect([...fillParameters(template, new Map([["Given", "x"]]))]).toEqual([["Missing", "example"]]);
  });

  it("asks for the value where none can be made up", () => {
    const impossible = parseTemplate(
      "Parameters:\n  Odd: { Type: String, AllowedPattern: '(?=a)b' }\nResources: {}\n",
      { file: "app.yaml" },
    );
    const fill = (): unknown => fillParameters(impossible, new Map());

    expect(fill).toThrow(UserError);
    expect(fill).toThrow(
      expect.objectContaining({
        message:
          "parameter 'Odd' has no default, and no value was found that its constraints allow (Type: String, AllowedPattern: (?=a)b)",
        at: expect.objectContaining({ file: "app.yaml", line: 2 }),
        hint: 'give it a value: --parameters FILE, where FILE holds {"Odd": "…"}',
      }),
    );
  });
});

const shared = process.env.SHARED_DIR ?? join(__dirname, "..", "..", "..", "shared");
const monolith = join(shared, "fixtures", "quilt-monolith.yaml");

(existsSync(monolith) ? describe : describe.skip)(
  "the real template (skipped where the shared fixtures are not here)",
  () => {
    it("gets a value for each parameter without a default, each one that its pattern takes", () => {
      const template = parseTemplate(readFileSync(monolith, "utf8"), { file: monolith });

      const filled = fillParameters(template, new Map());

      expect(filled.size).toBe(27);
      for (const [name, value] of filled) {
        const declaration = isMap(template.value.Parameters) ? template.value.Parameters[name] : undefined;
        const pattern = isMap(declaration) ? declaration.AllowedPattern : undefined;
        if (typeof pattern === "string")
          expect(`${name}=${value}`).toMatch(new RegExp(`^${name}=(?:${pattern.replace(/^\^/, "")})`));
        expect(value).not.toBe("");
      }
    });
  },
);
