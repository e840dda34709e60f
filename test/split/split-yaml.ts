import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN, type Catalog } from "../../src/catalog";
import { split, type SplitOptions, type SplitReport } from "../../src/split";
import { getAt, parseTemplate, type Template, type TemplateValue } from "../../src/template";

/** What a test looks at. Values are read from the texts, so that text and value cannot disagree. */
export interface SplitOutcome {
  readonly iam: Template;
  readonly app: Template;
  readonly report: SplitReport;
  inIam(...path: (string | number)[]): TemplateValue | undefined;
  inApp(...path: (string | number)[]): TemplateValue | undefined;
}

export function catalogOf(overrides: Partial<Catalog>): Catalog {
  return {
    mode: "listed",
    roles: [],
    policies: [],
    excluded: [],
    rolePattern: DEFAULT_ROLE_PATTERN,
    policyPattern: DEFAULT_POLICY_PATTERN,
    tails: "12",
    sever: new Map(),
    ...overrides,
  };
}

export function splitYaml(text: string, catalog: Partial<Catalog>, options: SplitOptions = {}): SplitOutcome {
  const result = split(parseTemplate(text, { file: "monolith.yaml" }), catalogOf(catalog), options);
  const iam = parseTemplate(result.iam.text, { file: result.iam.file });
  const app = parseTemplate(result.app.text, { file: result.app.file });
  return {
    iam,
    app,
    report: result.report,
    inIam: (...path) => getAt(iam.value, path),
    inApp: (...path) => getAt(app.value, path),
  };
}

/** A template with role `Role` that lambda may assume; `statements` are the YAML items of its one inline policy. */
export function withStatements(statements: string, resources: string, sections = ""): string {
  return `${sections}Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {Service: lambda.amazonaws.com}
            Action: sts:AssumeRole
      Policies:
        - PolicyName: root
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
${indent(statements, 14)}
${indent(resources, 2)}
`;
}

/** Path of the statements that {@link withStatements} puts in. */
export const STATEMENTS = ["Resources", "Role", "Properties", "Policies", 0, "PolicyDocument", "Statement"] as const;

function indent(text: string, by: number): string {
  return text
    .replace(/^\n+|\s+$/g, "")
    .split("\n")
    .map((line) => " ".repeat(by) + line)
    .join("\n");
}
