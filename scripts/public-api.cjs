// The public face of a TypeScript entry file, read by the compiler: for the API reference and for the rules of jsii.
const ts = require("typescript");
const { relative } = require("node:path");

/**
 * @typedef {{ name: string, text: string, fallback?: string, type: string, isOptional: boolean }} Parameter
 * @typedef {{ name: string, kind: "property" | "method" | "constructor" | "value", isStatic: boolean, isOptional: boolean,
 *   isReadonly: boolean, type: string, text: string, fallback?: string, throws: string[], parameters: Parameter[],
 *   file: string, line: number, node: import("typescript").Node }} Member
 * @typedef {{ name: string, kind: "class" | "interface" | "enum" | "function" | "other", text: string, extends: string[],
 *   members: Member[], throws: string[], parameters: Parameter[], type: string, file: string, line: number,
 *   node: import("typescript").Declaration }} Export
 */

/**
 * @param {string[]} entries files
 * @returns {{ exports: Export[], checker: import("typescript").TypeChecker }[]} a face for each entry
 */
function readPublicApi(entries, { root, compilerOptions }) {
  const program = ts.createProgram(entries, { ...compilerOptions, noEmit: true });
  const checker = program.getTypeChecker();
  return entries.map((entry) => {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${entry} exports nothing`);
    const exports = checker.getExportsOfModule(module).map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return describeExport(symbol.name, target, checker, root);
    });
    return { exports: exports.sort((a, b) => a.name.localeCompare(b.name)), checker };
  });
}

function describeExport(name, symbol, checker, root) {
  const [node] = symbol.declarations;
  const kind = ts.isClassDeclaration(node)
    ? "class"
    : ts.isInterfaceDeclaration(node)
      ? "interface"
      : ts.isEnumDeclaration(node)
        ? "enum"
        : ts.isFunctionDeclaration(node)
          ? "function"
          : "other";
  const members = node.members === undefined ? [] : node.members.filter(isPublic);
  return {
    name,
    kind,
    node,
    ...docs(symbol, checker),
    ...place(node, root),
    extends: (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.getText())),
    parameters: kind === "function" ? parametersOf(node, checker) : [],
    type: kind === "function" && node.type !== undefined ? node.type.getText() : "",
    members: members.map((member) => describeMember(member, checker, root)),
  };
}

function describeMember(node, checker, root) {
  const isConstructor = ts.isConstructorDeclaration(node);
  const symbol = isConstructor ? node.symbol : checker.getSymbolAtLocation(node.name);
  const flags = ts.getCombinedModifierFlags(node);
  const isMethod = ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
  const typed = node.type?.getText() ?? (isConstructor ? "" : checker.typeToString(checker.getTypeAtLocation(node)));
  return {
    name: isConstructor ? "constructor" : node.name.getText(),
    kind: isConstructor ? "constructor" : isMethod ? "method" : ts.isEnumMember(node) ? "value" : "property",
    isStatic: (flags & ts.ModifierFlags.Static) !== 0,
    isReadonly: (flags & ts.ModifierFlags.Readonly) !== 0,
    isOptional: node.questionToken !== undefined,
    type: typed,
    node,
    parameters: isConstructor || isMethod ? parametersOf(node, checker) : [],
    ...docs(symbol, checker, node),
    ...place(node, root),
  };
}

function parametersOf(node, checker) {
  const { tags } = docsOf(node);
  const described = new Map(
    tags
      .filter(ts.isJSDocParameterTag)
      .map((tag) => [tag.name.getText(), plain(ts.getTextOfJSDocComment(tag.comment))]),
  );
  return node.parameters.map((parameter) => ({
    name: parameter.name.getText(),
    type: parameter.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(parameter)),
    isOptional: parameter.questionToken !== undefined || parameter.initializer !== undefined,
    text: described.get(parameter.name.getText()) ?? "",
  }));
}

function docs(symbol, checker, node) {
  // A constructor's symbol has no text of its own; its node has.
  const declaration = node ?? symbol.declarations[0];
  const { text, tags } = docsOf(declaration);
  const fallback = tags.find((tag) => tag.tagName.text === "default");
  return {
    text,
    ...(fallback !== undefined && { fallback: plain(ts.getTextOfJSDocComment(fallback.comment)) }),
    throws: tags.filter((tag) => tag.tagName.text === "throws").map((tag) => throwsText(tag)),
  };
}

/** The compiler reads the first word after @throws as a type, where it is one of ours. */
function throwsText(tag) {
  const text = tag.getText().replace(/^@throws\s+/, "");
  return plain(text.replace(/\n\s*\*\s?/g, " ").replace(/\s*\*\s*$/, ""));
}

function docsOf(node) {
  const blocks = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const last = blocks.at(-1);
  return { text: plain(ts.getTextOfJSDocComment(last?.comment)), tags: [...(last?.tags ?? [])] };
}

function plain(text) {
  return (text ?? "").replace(/\{@link\s+([^}]+)\}/g, "`$1`").trim();
}

function place(node, root) {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return { file: relative(root, source.fileName).replaceAll("\\", "/"), line: line + 1 };
}

function isPublic(member) {
  const flags = ts.getCombinedModifierFlags(member);
  if ((flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0) return false;
  if (member.name !== undefined && ts.isPrivateIdentifier(member.name)) return false;
  return !ts.getJSDocTags(member).some((tag) => tag.tagName.text === "internal");
}

module.exports = { readPublicApi };
