import { literalResourceNames } from "./literal-names";
import type { Catalog } from "../catalog";
import {
  getAt,
  isList,
  isMap,
  LANGUAGE_EXTENSIONS,
  type Template,
  type TemplateMap,
  type TemplateValue,
} from "../template";
import type { Path } from "../base";
import { isLoop } from "./looped";
import { explicitNameOf } from "./app-name";
import { APP_STACK_NAME, type AppStack } from "./app-stack";
import { section, type Monolith } from "./monolith";
import type { CarriedItem, SplitWarning, Wire } from "./report";
import { isIamType, resourceOf } from "./selection";
import type { SeverParameter } from "./sever";
import { usesPartition } from "./partition";

/** What the observations look at. */
export interface SplitView {
  readonly monolith: Monolith;
  readonly catalog: Catalog;
  readonly moved: ReadonlySet<string>;
  readonly iam: Template;
  readonly carried: readonly CarriedItem[];
  readonly appStack: AppStack;
  readonly parameters: readonly SeverParameter[];
  readonly wires: readonly Wire[];
}

/** Something true of this split that a person should know before deploying it. */
type Observation = (view: SplitView) => SplitWarning[];

const OBSERVATIONS: readonly Observation[] = [
  namedResources,
  fixedPrincipals,
  placeholderPolicies,
  sharedParameters,
  sameRegion,
  remainingIam,
  secondPass,
  widenedPatterns,
  stringCouplings,
  renamedParameters,
  loops,
  macros,
];

export function observeHazards(view: SplitView): SplitWarning[] {
  return OBSERVATIONS.flatMap((observe) => observe(view));
}

/** A name can exist once per account: the monolith's own must go first. */
function namedResources({ monolith, moved }: SplitView): SplitWarning[] {
  return [...moved].flatMap((logicalId) => {
    const resource = resourceOf(monolith, logicalId);
    if (explicitNameOf(resource) === undefined) return [];
    return [
      {
        code: "explicit-name",
        message: `${logicalId} has a name of its own: the IAM stack needs CAPABILITY_NAMED_IAM, and cannot be created while a deployed monolith still holds the name`,
        path: ["Resources", logicalId],
      },
    ];
  });
}

/** A role whose trust names users of one account cannot be created where they do not exist, or in another partition. */
function fixedPrincipals({ monolith, moved }: SplitView): SplitWarning[] {
  return [...moved].flatMap((logicalId) => {
    const trust = resourceOf(monolith, logicalId).properties["AssumeRolePolicyDocument"];
    const fixed = stringsIn(trust ?? null).filter((text) => /^arn:[a-z-]+:iam::\d{12}:(?:user|role)\//.test(text));
    if (fixed.length === 0) return [];
    return [
      {
        code: "fixed-principals",
        message: `${logicalId} trusts ${fixed.length} fixed principal${fixed.length === 1 ? "" : "s"} (${fixed[0] ?? ""}${fixed.length > 1 ? ", …" : ""}); the role cannot be created once one of them is deleted, or in another partition`,
        path: ["Resources", logicalId, "Properties", "AssumeRolePolicyDocument"],
      },
    ];
  });
}

/** Allow with NotResource "*" grants nothing: a policy that somebody fills in at run time. */
function placeholderPolicies({ monolith, moved }: SplitView): SplitWarning[] {
  return [...moved].flatMap((logicalId) => {
    const document = resourceOf(monolith, logicalId).properties["PolicyDocument"];
    const statement = getAt(document ?? null, ["Statement"]);
    const statements = isList(statement) ? statement : statement === undefined ? [] : [statement];
    const empty = (item: TemplateValue): boolean =>
      isMap(item) && item["Effect"] === "Allow" && item["NotResource"] === "*";
    if (statements.length === 0 || !statements.every(empty)) return [];
    return [
      {
        code: "placeholder-policy",
        message: `${logicalId} grants nothing as written, so something rewrites it at run time; the new policy starts empty until then, and a later change of it in the template empties it again`,
        path: ["Resources", logicalId],
      },
    ];
  });
}

function sharedParameters({ carried }: SplitView): SplitWarning[] {
  const shared = carried.filter((item) => item.section === "Parameters" && item.remainsInApp).map(({ name }) => name);
  if (shared.length === 0) return [];
  return [{ code: "shared-parameters", message: `both stacks take ${shared.join(", ")}: give them the same values` }];
}

/** IAM is global, but the ARNs in the policies are those of the app stack's region. */
function sameRegion({ iam }: SplitView): SplitWarning[] {
  if (!iam.text.includes("AWS::Region")) return [];
  return [
    {
      code: "same-region",
      message: "the IAM template names AWS::Region: deploy it in the region and account of the app stack",
    },
  ];
}

function remainingIam({ monolith, moved }: SplitView): SplitWarning[] {
  const staying = [...monolith.resources.values()].filter(
    ({ logicalId, type }) => isIamType(type) && !moved.has(logicalId),
  );
  if (staying.length === 0) return [];
  return [
    {
      code: "iam-remains",
      message: `${staying.length} IAM resources stay in the app stack (${staying.map(({ logicalId }) => logicalId).join(", ")}), so whoever deploys it still needs iam permissions; mode 'all' moves them too`,
    },
  ];
}

function secondPass({ parameters }: SplitView): SplitWarning[] {
  return parameters.map(({ name, logicalId, attribute }) => ({
    code: "second-pass",
    message: `parameter ${name} of the IAM stack is ${attribute} of ${logicalId}, known only once the app stack exists: deploy with a placeholder, then update the IAM stack with the value`,
  }));
}

function widenedPatterns({ monolith, catalog }: SplitView): SplitWarning[] {
  const narrow = [catalog.rolePattern, catalog.policyPattern].some((pattern) => pattern.startsWith("^arn:aws:"));
  if (!narrow || !usesPartition(monolith)) return [];
  return [
    {
      code: "pattern-partition",
      message:
        "the configured ARN patterns name partition aws only, and the template supports others: the parameters accept them all",
    },
  ];
}

/** A literal name in a policy that is the name of an app resource: no reference says so, and a rename breaks it. */
function stringCouplings({ monolith, moved }: SplitView): SplitWarning[] {
  const names = literalResourceNames(monolith, moved);
  return [...moved].flatMap((logicalId) => {
    const texts = statementTexts(resourceOf(monolith, logicalId).properties);
    const found = [...names].filter(([name]) => texts.some((text) => holdsName(text, name)));
    if (found.length === 0) return [];
    const list = found.map(([name, owner]) => `'${name}' (${owner})`).join(", ");
    return [
      {
        code: "string-coupling",
        message: `${logicalId} names app resources by literal text: ${list}; keep both sides the same`,
        path: ["Resources", logicalId],
      },
    ];
  });
}

/** A name that the template has already. */
function renamedParameters({ appStack, parameters, wires }: SplitView): SplitWarning[] {
  const renamed = [
    { template: "IAM", wanted: APP_STACK_NAME, name: appStack.parameter },
    ...parameters.map(({ wanted, name }) => ({ template: "IAM", wanted, name })),
    ...wires.map(({ output, parameter, logicalId, yields }) => ({
      template: "app",
      wanted: yields === "arn" ? logicalId : output,
      name: parameter,
    })),
  ].filter(({ wanted, name }) => wanted !== name);
  return renamed.map(({ template, wanted, name }) => ({
    code: "renamed",
    message: `the template has a ${wanted} already, so the parameter of the ${template} template is ${name}`,
    path: ["Parameters", name],
  }));
}

/** Resources that a loop makes have no logical id yet. */
function loops({ monolith }: SplitView): SplitWarning[] {
  return Object.entries(section(monolith.template, "Resources")).flatMap(([key, value]) => {
    if (!isLoop(key) || !JSON.stringify(value).includes('"AWS::IAM::')) return [];
    return [
      {
        code: "loop-kept",
        message: `${key} makes IAM resources in a loop, and stays in the app template`,
        path: ["Resources", key] as Path,
      },
    ];
  });
}

/** What a macro adds comes after the split: roles that AWS::Serverless makes for functions without one, for instance. */
function macros({ monolith }: SplitView): SplitWarning[] {
  const declared = monolith.template.value["Transform"] ?? [];
  const names = (isList(declared) ? declared : [declared]).filter((name) => name !== LANGUAGE_EXTENSIONS);
  if (names.length === 0) return [];
  const list = names.map((name) => (isMap(name) ? String(name["Name"]) : String(name))).join(", ");
  return [
    {
      code: "macro",
      message: `the transform ${list} may add IAM resources to the app template when it is deployed; split what it makes of the template to move them too`,
      path: ["Transform"],
    },
  ];
}

/** Texts in statements, where names are names; not descriptions. */
function statementTexts(value: TemplateValue): string[] {
  if (isList(value)) return value.flatMap(statementTexts);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === "Statement" ? stringsIn(entry) : statementTexts(entry),
  );
}

/** True where the name stands between the separators of ARNs, or alone. */
function holdsName(text: string, name: string): boolean {
  return text.split(/[:/]/).includes(name);
}

function stringsIn(value: TemplateValue): string[] {
  if (typeof value === "string") return [value];
  if (isList(value)) return value.flatMap(stringsIn);
  return Object.values(isMap(value) ? value : ({} as TemplateMap)).flatMap(stringsIn);
}
