import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { QUILT_POLICIES, QUILT_ROLES } from "../../../src/catalog";
import { referencesIn } from "../../../src/template";
import { CONSUMERS, type Consumer } from "./app-consumers";
import { EXTERNAL, INLINE, resourceOf, synthesizeApp, valueAt, type AppTemplateJson } from "./app-templates";

const FACTS = join(process.env.SHARED_DIR ?? join(__dirname, "../../../../shared"), "facts/quilt-iam.yaml");
const POLICIES = new Set(QUILT_POLICIES.map(({ name }) => name));
const CATALOGUED = [...QUILT_ROLES.map(({ name }) => name), ...POLICIES];

interface FactsConsumer {
  readonly app?: string;
  readonly type: string;
  readonly path: string;
  readonly output?: string;
  readonly export?: string | null;
}

interface Facts {
  readonly iam: Record<
    string,
    { readonly consumers?: { readonly app: FactsConsumer[]; readonly outputs: FactsConsumer[] } }
  >;
  readonly app_resources: Record<
    string,
    { readonly type: string; readonly name_expr?: string; readonly physical_name: string }
  >;
}

/** How the application names a role or policy that is a parameter, or a resource of the same stack. */
const NAMED = {
  external: (name: string): object => ({ Ref: name }),
  inline: (name: string): object => (POLICIES.has(name) ? { Ref: name } : { "Fn::GetAtt": [name, "Arn"] }),
};

const patterns = [
  { pattern: "external" as const, template: synthesizeApp(EXTERNAL) },
  { pattern: "inline" as const, template: synthesizeApp(INLINE) },
];

function expectConsumed(template: AppTemplateJson, consumer: Consumer, named: object): void {
  const value = valueAt(resourceOf(template, consumer.logicalId, consumer.type).Properties, consumer.path);
  // A shell command names several roles among its words.
  const words = (value as { "Fn::Join"?: [string, unknown[]] } | undefined)?.["Fn::Join"]?.[1];
  if (words === undefined) expect(value).toEqual(named);
  else expect(words).toContainEqual(named);
}

describe.each(patterns)("consumers of roles and policies in the $pattern pattern", ({ pattern, template }) => {
  it.each(CONSUMERS)("$logicalId takes $name at $path", (consumer) => {
    expectConsumed(template, consumer, NAMED[pattern](consumer.name));
  });

  it("shows the registry's role as output RegistryRoleARN", () => {
    expect(template.Outputs.RegistryRoleARN?.Value).toEqual(NAMED[pattern]("AmazonECSTaskExecutionRole"));
  });

  it("shows and exports the policy for open queries", () => {
    expect(template.Outputs.TabulatorOpenQueryPolicyArn).toMatchObject({
      Value: { Ref: "TabulatorOpenQueryPolicy" },
      Export: { Name: { "Fn::Sub": "${AWS::StackName}-TabulatorOpenQueryPolicyArn" } },
    });
  });

  it("names no role or policy anywhere else", () => {
    const named = Object.entries(template.Resources)
      .filter(([, { Type }]) => !Type.startsWith("AWS::IAM::"))
      .flatMap(([logicalId, { Properties }]) =>
        referencesIn(Properties as never, [])
          .filter(({ target }) => CATALOGUED.includes(target))
          .map(({ target }) => `${logicalId} ${target}`),
      );

    expect([...new Set(named)].sort()).toEqual(
      [...new Set(CONSUMERS.map(({ logicalId, name }) => `${logicalId} ${name}`))].sort(),
    );
  });
});

describe("the migration and the policies that it writes versions of", () => {
  it("waits for both policies where they are in its stack", () => {
    const [, inline] = patterns;
    const { DependsOn } = resourceOf(inline!.template, "MigrationCallout", "Custom::LambdaCallout");

    expect(DependsOn).toEqual(["BucketReadPolicy", "BucketWritePolicy"]);
  });

  it("waits for nothing where the IAM stack is deployed before", () => {
    const [external] = patterns;

    expect(resourceOf(external!.template, "MigrationCallout", "Custom::LambdaCallout").DependsOn).toBeUndefined();
  });
});

(existsSync(FACTS) ? describe : describe.skip)(
  "the consumers of the real template (skipped where the shared facts are not here)",
  () => {
    const facts = existsSync(FACTS) ? (parse(readFileSync(FACTS, "utf8")) as Facts) : { iam: {}, app_resources: {} };
    const rows = Object.entries(facts.iam).flatMap(([name, { consumers }]) =>
      (consumers?.app ?? []).map(({ app = "", type, path }) => ({
        logicalId: app,
        type,
        path: path.replace(/^Properties\./, ""),
        name,
      })),
    );
    const inKeyPolicies = rows.filter(({ path }) => path.startsWith("KeyPolicy"));
    const waiting = rows.filter(({ path }) => path === "DependsOn");
    const elsewhere = rows.filter((row) => !inKeyPolicies.includes(row) && !waiting.includes(row));
    const outputs = Object.entries(facts.iam).flatMap(([name, { consumers }]) =>
      (consumers?.outputs ?? []).map(({ output = "", export: exported }) => ({ name, output, exported })),
    );

    describe.each(patterns)("in the $pattern pattern", ({ pattern, template }) => {
      it.each(elsewhere)("$logicalId takes $name at $path", (consumer) => {
        expectConsumed(template, consumer, NAMED[pattern](consumer.name));
      });

      it.each(inKeyPolicies)("the key policy of $logicalId admits $name", ({ logicalId, type, name }) => {
        const statements = valueAt(resourceOf(template, logicalId, type).Properties, "KeyPolicy.Statement");

        expect((statements as { Principal: unknown }[]).map(({ Principal }) => Principal)).toContainEqual({
          AWS: NAMED[pattern](name),
        });
      });

      it.each(waiting)("$logicalId waits for $name where that is in its stack", ({ logicalId, type, name }) => {
        const { DependsOn = [] } = resourceOf(template, logicalId, type);

        expect(DependsOn.includes(name)).toBe(pattern === "inline");
      });

      it.each(outputs)("output $output holds $name", ({ name, output, exported }) => {
        expect(template.Outputs[output]?.Value).toEqual(NAMED[pattern](name));
        expect(template.Outputs[output]?.Export !== undefined).toBe(exported !== null);
      });

      it.each(Object.entries(facts.app_resources))("%s, which IAM statements name, is there", (logicalId, { type }) => {
        expect(resourceOf(template, logicalId, type).Type).toBe(type);
      });
    });

    it("are no fewer and no more than the pinned ones", () => {
      expect(elsewhere.length + inKeyPolicies.length).toBe(CONSUMERS.length);
      expect(rows.length).toBe(71);
    });
  },
);
