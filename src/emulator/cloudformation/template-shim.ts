// Stands in for src/template's evaluation until that is there.
import type { Diagnostic } from "../../base";
import type { TemplateMap, TemplateValue } from "../../template";
import { isList, isMap, parseSub, isSubVariable } from "../../template";

export interface Environment {
  readonly region: string;
  availabilityZones(region: string): string[];
  ref(name: string): TemplateValue;
  getAtt(resource: string, attribute: string): TemplateValue;
  condition(name: string): boolean;
  mapping(...keys: string[]): TemplateValue | undefined;
  importValue(name: string): TemplateValue;
}
const NO = Symbol("AWS::NoValue");
type V = TemplateValue | typeof NO;
export function validateTemplate(_: TemplateMap): Diagnostic[] {
  return [];
}
export function evaluate(value: TemplateValue, env: Environment): TemplateValue {
  const out = ev(value, env);
  return out === NO ? "" : out;
}
const str = (v: V): string => (v === NO || v === null ? "" : typeof v === "object" ? JSON.stringify(v) : String(v));
function ev(value: TemplateValue, env: Environment): V {
  if (isList(value)) return value.map((v) => ev(v, env)).filter((v): v is TemplateValue => v !== NO);
  if (!isMap(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1) {
    const a = value[keys[0]!]!;
    const list = (): V[] => (isList(a) ? a.map((v) => ev(v, env)) : []);
    switch (keys[0]) {
      case "Ref":
        return a === "AWS::NoValue" ? NO : env.ref(String(a));
      case "Condition":
        if (typeof a === "string") return env.condition(a);
        break;
      case "Fn::GetAtt": {
        const [r, ...rest] = isList(a) ? list().map(str) : String(a).split(".");
        return env.getAtt(r ?? "", rest.join("."));
      }
      case "Fn::Sub": {
        const [text, vars] = isList(a) ? [String(a[0]), (a[1] ?? {}) as TemplateMap] : [String(a), {} as TemplateMap];
        return parseSub(text)
          .map((p) => {
            if (!isSubVariable(p)) return p.literal;
            const own = p.attribute === undefined ? p.name : `${p.name}.${p.attribute}`;
            if (Object.hasOwn(vars, own)) return str(ev(vars[own]!, env));
            return str(p.attribute === undefined ? env.ref(p.name) : env.getAtt(p.name, p.attribute));
          })
          .join("");
      }
      case "Fn::Join": {
        const [d, items] = list();
        return (items as V[]).map(str).join(str(d!));
      }
      case "Fn::Split": {
        const [d, s] = list();
        return str(s!).split(str(d!));
      }
      case "Fn::Select": {
        const [i, items] = list();
        return (items as TemplateValue[])[Number(str(i!))]!;
      }
      case "Fn::If": {
        const [c, t, f] = a as TemplateValue[];
        return ev(env.condition(String(c)) ? t! : f!, env);
      }
      case "Fn::Equals": {
        const [x, y] = list();
        return str(x!) === str(y!);
      }
      case "Fn::Not":
        return list()[0] !== true;
      case "Fn::And":
        return list().every((v) => v === true);
      case "Fn::Or":
        return list().some((v) => v === true);
      case "Fn::FindInMap":
        return env.mapping(...list().map(str))!;
      case "Fn::ImportValue":
        return env.importValue(str(ev(a, env)));
      case "Fn::GetAZs":
        return env.availabilityZones(str(ev(a, env)) || env.region);
      case "Fn::Base64":
        return Buffer.from(str(ev(a, env))).toString("base64");
    }
  }
  const out: Record<string, TemplateValue> = {};
  for (const [k, v] of Object.entries(value)) {
    const e = ev(v, env);
    if (e !== NO) out[k] = e;
  }
  return out;
}
