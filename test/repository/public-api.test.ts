import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");

interface PublicApi {
  readonly exports: readonly { readonly name: string; readonly kind: string }[];
}

const scripts = createRequire(join(root, "package.json"));
const { readPublicApi } = scripts("./scripts/public-api.cjs") as {
  readPublicApi(entries: string[], options: { root: string; compilerOptions: ts.CompilerOptions }): PublicApi[];
};
const { documentationFaults, jsiiFaults } = scripts("./scripts/public-api-rules.cjs") as Record<
  "documentationFaults" | "jsiiFaults",
  (api: PublicApi) => string[]
>;

function read(...entries: string[]): PublicApi[] {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  return readPublicApi(entries, { root, compilerOptions: { ...options, incremental: false, rootDir: undefined } });
}

let constructs: PublicApi = { exports: [] };
let testing: PublicApi = { exports: [] };
let terraform: PublicApi = { exports: [] };
beforeAll(() => {
  [constructs = constructs, testing = testing, terraform = terraform] = read(
    join(root, "src", "cdk", "index.ts"),
    join(root, "src", "testing", "index.ts"),
    join(root, "src", "terraform", "index.ts"),
  );
}, 60_000);

describe("the constructs", () => {
  it("are these", () => {
    expect(constructs.exports.filter(({ kind }) => kind === "class").map(({ name }) => name)).toEqual([
      "AppTemplate",
      "ExternalAppStack",
      "ExternalIamParameters",
      "ExternalIamStack",
      "IamCatalog",
      "IamTemplate",
      "QuiltAppStack",
      "QuiltDeployment",
      "QuiltIamStack",
      "SplitTemplate",
    ]);
  });

  it("can be published for other languages by jsii", () => {
    expect(jsiiFaults(constructs)).toEqual([]);
  });

  it("say of every prop what it is and what happens without it", () => {
    expect(documentationFaults(constructs)).toEqual([]);
  });
});

describe("the testing face", () => {
  it("says of everything what it is", () => {
    expect(documentationFaults(testing)).toEqual([]);
  });
});

describe("the Terraform face", () => {
  it("says of everything what it is", () => {
    expect(documentationFaults(terraform)).toEqual([]);
  });
});

describe("the API reference", () => {
  it("is what the docstrings say (npm run docs makes it anew)", () => {
    const script = join(root, "scripts", "make-api-reference.mjs");
    const done = spawnSync(process.execPath, [script, "--check"], { cwd: root, encoding: "utf8" });

    expect([done.status, done.stderr]).toEqual([0, ""]);
  }, 60_000);
});

describe("the rules catch", () => {
  const text = `
export type Alias = "a" | "b";
/** Fine. */
export interface FineProps {
  /** A map. */
  readonly tags: { [name: string]: string[] };
  /**
   * A time.
   * @default - now
   */
  readonly at?: Date;
  /** @internal */
  readonly _anything: Alias;
}
export interface Props<T> {
  readonly alias: Alias;
  readonly union?: string | number;
  readonly literal: "a";
  readonly pair: [string, string];
  readonly call: () => void;
  readonly map: Map<string, string>;
  readonly shape: { a: string };
  readonly value: T;
  changing: string;
  act(): void;
}
/** Has methods, so its name begins with I. */
export interface IThing {
  /** Acts. */
  act(what: string): Promise<void>;
}
/** Something. */
export class Thing {
  private hidden: Alias = "a";
  /** Makes. */
  static make<T>(input: T | undefined, Other_name: Alias[]): Thing { void input; void Other_name; return new Thing(); }
  /** Shouts. */
  SHOUT(): void { void this.hidden; }
}
/** Loose. */
export function loose(): void {}
/**
 * Nothing to say.
 */
export interface Silent {
  /**
   * Given.
   * @default undefined
   */
  readonly given?: string;
  /**
   * Needed.
   * @default - something
   */
  readonly needed: string;
}
`;
  let jsii: string[] = [];
  let documentation: string[] = [];
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), "xiam-api-"));
    const file = join(folder, "index.ts");
    writeFileSync(file, text);
    const [api = { exports: [] }] = read(file);
    jsii = jsiiFaults(api);
    documentation = documentationFaults(api);
    rmSync(folder, { recursive: true });
  }, 60_000);

  it("what jsii refuses, and nothing else", () => {
    expect(jsii).toEqual([
      "Alias: is no class, interface or enum",
      "loose: is a function",
      "Props: is generic",
      "Props.alias: has the type alias Alias",
      "Props.union: has the union type string | number",
      'Props.literal: has the type "a"',
      "Props.pair: has the type [string, string]",
      "Props.call: has the type () => void",
      "Props.map: has the generic type Map<string, string>",
      "Props.shape: has the type literal { a: string }",
      "Props.changing: is not readonly",
      "Props.act: is a method of a struct",
      "Thing.make: is generic",
      "Thing.make: parameter Other_name has the type alias Alias",
      "Thing.SHOUT: is not in camel case",
    ]);
  });

  it("what is not documented, and nothing else", () => {
    expect(documentation).toEqual([
      "Alias: has no docstring",
      "Props: has no docstring",
      "Props.alias: has no docstring",
      "Props.union: has no docstring",
      "Props.union: is optional and has no @default",
      ...["literal", "pair", "call", "map", "shape", "value", "changing", "act"].map(
        (name) => `Props.${name}: has no docstring`,
      ),
      "Silent.given: @default does not say what happens",
      "Silent.needed: is required and has a @default",
    ]);
  });
});
