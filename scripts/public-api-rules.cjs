// What the public constructs must keep to: jsii's rules, so that they can be published for other languages, and docstrings.
const ts = require("typescript");

const GENERICS = new Set(["Array", "Promise"]);

/** Where the types of an export break jsii's rules: https://aws.github.io/jsii/user-guides/lib-author/typescript-restrictions/ */
function jsiiFaults({ exports, checker }) {
  return exports.flatMap((entry) => {
    const faults = [];
    const report = (member, message) => faults.push(`${member ? `${entry.name}.${member}` : entry.name}: ${message}`);
    if (entry.kind === "function" || entry.kind === "other") {
      report(undefined, `is ${entry.kind === "function" ? "a function" : "no class, interface or enum"}`);
      return faults;
    }
    if (entry.node.typeParameters !== undefined) report(undefined, "is generic");
    const isStruct = entry.kind === "interface" && !/^I[A-Z]/.test(entry.name);
    for (const member of entry.members) {
      if (entry.kind === "enum") continue;
      if (isStruct && member.kind === "method") report(member.name, "is a method of a struct");
      if (member.kind === "property" && !member.isReadonly) report(member.name, "is not readonly");
      if (member.node.typeParameters !== undefined) report(member.name, "is generic");
      if (!/^[a-z][A-Za-z0-9]*$/.test(member.name)) report(member.name, "is not in camel case");
      for (const [what, node] of typesOf(member.node)) {
        for (const fault of typeFaults(node, checker)) report(member.name, `${what}${fault}`);
      }
    }
    return faults;
  });
}

/** Type nodes of a member, with what each is. */
function typesOf(node) {
  const parameters = (node.parameters ?? []).map((parameter) => [
    `parameter ${parameter.name.getText()} `,
    parameter.type,
  ]);
  return [["", node.type], ...parameters].filter(([, type]) => type !== undefined);
}

function typeFaults(node, checker) {
  switch (node.kind) {
    case ts.SyntaxKind.UnionType: {
      const named = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);
      return named.length > 1
        ? [`has the union type ${node.getText()}`]
        : named.flatMap((type) => typeFaults(type, checker));
    }
    case ts.SyntaxKind.ArrayType:
      return typeFaults(node.elementType, checker);
    case ts.SyntaxKind.TypeLiteral: {
      // { [name: string]: T }
      const [only, ...more] = node.members;
      if (only === undefined || more.length > 0 || !ts.isIndexSignatureDeclaration(only)) {
        return [`has the type literal ${node.getText()}`];
      }
      return typeFaults(only.type, checker);
    }
    case ts.SyntaxKind.TypeReference: {
      const name = node.typeName.getText();
      const symbol = checker.getSymbolAtLocation(node.typeName);
      const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (target !== undefined && target.flags & ts.SymbolFlags.TypeAlias) return [`has the type alias ${name}`];
      if (node.typeArguments === undefined) return [];
      if (!GENERICS.has(name)) return [`has the generic type ${node.getText()}`];
      return node.typeArguments.flatMap((type) => typeFaults(type, checker));
    }
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.NumberKeyword:
    case ts.SyntaxKind.BooleanKeyword:
    case ts.SyntaxKind.AnyKeyword:
    case ts.SyntaxKind.VoidKeyword:
      return [];
    default:
      return [`has the type ${node.getText()}`];
  }
}

/** What has no docstring, and optional props that do not say what happens without them. */
function documentationFaults({ exports }) {
  return exports.flatMap((entry) => {
    const faults = entry.text === "" ? [`${entry.name}: has no docstring`] : [];
    for (const member of entry.members) {
      const where = `${entry.name}.${member.name}`;
      if (member.text === "" && member.kind !== "constructor") faults.push(`${where}: has no docstring`);
      if (entry.kind !== "interface" || member.kind !== "property") continue;
      if (member.isOptional && !member.fallback) faults.push(`${where}: is optional and has no @default`);
      if (!member.isOptional && member.fallback) faults.push(`${where}: is required and has a @default`);
      if (/^(undefined|none)?\.?$/.test(member.fallback ?? "-"))
        faults.push(`${where}: @default does not say what happens`);
    }
    return faults;
  });
}

module.exports = { documentationFaults, jsiiFaults };
