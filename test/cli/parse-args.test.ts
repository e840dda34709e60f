import { UserError } from "../../src/base";
import { nearest } from "../../src/base";
import { parseCommandArgs } from "../../src/cli/parse-args";

const command = {
  name: "split",
  positionals: 1,
  options: {
    config: { type: "text", placeholder: "FILE", description: "" },
    force: { type: "flag", description: "" },
  },
} as const;

describe("arguments that are understood", () => {
  it.each([
    [[], { positionals: [], config: undefined, force: false }],
    [["app.yaml"], { positionals: ["app.yaml"], config: undefined, force: false }],
    [["app.yaml", "--config", "c.yaml"], { positionals: ["app.yaml"], config: "c.yaml", force: false }],
    [["--config=c.yaml", "--force", "app.yaml"], { positionals: ["app.yaml"], config: "c.yaml", force: true }],
    [["--config=-odd.yaml"], { positionals: [], config: "-odd.yaml", force: false }],
    [["--config", "a=b"], { positionals: [], config: "a=b", force: false }],
    [["--", "--force"], { positionals: ["--force"], config: undefined, force: false }],
    [["-"], { positionals: ["-"], config: undefined, force: false }],
    [["", "--force"], { positionals: [""], config: undefined, force: true }],
  ])("%j", (argv, { positionals, config, force }) => {
    expect(parseCommandArgs(command, argv)).toEqual({
      args: { positionals, options: { config, force } },
      json: false,
      help: false,
    });
  });

  it.each([
    [["--json"], { json: true, help: false }],
    [["--help"], { json: false, help: true }],
    [["-h"], { json: false, help: true }],
    [["a", "b", "c", "--help"], { json: false, help: true }],
  ])("%j of every command", (argv, expected) => {
    expect(parseCommandArgs(command, argv)).toMatchObject(expected);
  });
});

describe("an option that may be given more than once", () => {
  const simulate = {
    name: "simulate",
    positionals: 1,
    options: { action: { type: "list", placeholder: "ACTION", description: "" } },
  } as const;

  it.each([
    [[], []],
    [["--action", "s3:GetObject"], ["s3:GetObject"]],
    [
      ["--action=a:B", "x.json", "--action", "c:D"],
      ["a:B", "c:D"],
    ],
  ])("%j", (argv, action) => {
    expect(parseCommandArgs(simulate, argv).args.options).toEqual({ action });
  });

  it.each([[["--action"]], [["--action="]], [["--action", "a:B", "--action"]]])("%j needs a value", (argv) => {
    expect(() => parseCommandArgs(simulate, argv)).toThrow("option --action needs a value: --action ACTION");
  });
});

describe("arguments that are refused", () => {
  it.each([
    [["--confg", "x"], "unknown option '--confg', allowed: --config, --force, --json, --help", "did you mean --config"],
    [["--zzzzzz"], "unknown option '--zzzzzz', allowed: --config, --force, --json, --help", "see xiam split --help"],
    [["-x"], "unknown option '-x', allowed: --config, --force, --json, --help", "see xiam split --help"],
    [["--__proto__"], "unknown option '--__proto__', allowed: --config, --force, --json, --help", "see xiam"],
    [["--constructor=x"], "unknown option '--constructor', allowed: --config, --force, --json, --help", "see xiam"],
    [["--config"], "option --config needs a value: --config FILE", "see xiam split --help"],
    [["--config="], "option --config needs a value: --config FILE", "see xiam split --help"],
    [["--config", "--force"], "option --config needs a value: --config FILE", "see xiam split --help"],
    [["--config", "a", "--config", "b"], "option --config is given twice", "see xiam split --help"],
    [["--force=yes"], "option --force takes no value, got 'yes'", "see xiam split --help"],
    [["a", "b", "c"], "unexpected argument 'b' 'c'", "see xiam split --help"],
  ])("%j", (argv, message, hint) => {
    const parse = (): unknown => parseCommandArgs(command, argv);

    expect(parse).toThrow(UserError);
    expect(parse).toThrow(expect.objectContaining({ message, hint: expect.stringContaining(hint) }));
  });
});

describe("the nearest known word", () => {
  it.each([
    ["splti", "split"],
    ["chekc", "check"],
    ["emulater", "emulator"],
    ["deploy", undefined],
    ["x".repeat(100_000), undefined],
  ])("of %.20s is %s", (word, expected) => {
    expect(nearest(word, ["split", "check", "emulator", "gates"])).toBe(expected);
  });
});
