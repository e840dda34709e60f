import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib/core";
import { AppTemplate, ExternalAppStack, ExternalIamStack, IamCatalog, IamTemplate, SplitTemplate } from "../../src/cdk";
import { parseTemplate } from "../../src/template";
import { meaningOf, templateOf } from "./template-files";

const root = join(__dirname, "..", "..");
const shared = process.env.SHARED_DIR ?? join(root, "..", "shared");
const monolith = join(shared, "fixtures", "quilt-monolith.yaml");
const config = join(shared, "fixtures", "quilt-split-config.yaml");
const mine = join(root, "examples", "bring-your-own-template");

// Synthesis prints CloudFormation's lint of templates that are not ours.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

function textMeaning(file: string): unknown {
  return meaningOf(parseTemplate(readFileSync(file, "utf8"), { file }).value);
}

describe("a template in a stack means what it means alone", () => {
  it("for the two templates of the example", () => {
    const app = new App();
    const iam = new ExternalIamStack(app, "Iam", { template: IamTemplate.fromFile(join(mine, "notes-iam.yaml")) });
    const shop = new ExternalAppStack(app, "App", { template: AppTemplate.fromFile(join(mine, "notes-app.yaml")) });

    expect(meaningOf(templateOf(iam))).toEqual(textMeaning(join(mine, "notes-iam.yaml")));
    expect(meaningOf(templateOf(shop))).toEqual(textMeaning(join(mine, "notes-app.yaml")));
  });

  (existsSync(monolith) ? it : it.skip)(
    "for both halves of a real template (skipped where the shared fixtures are not there)",
    () => {
      const split = SplitTemplate.fromMonolith({
        templateFile: monolith,
        catalog: IamCatalog.fromFile(config),
        appStackName: "quilt-prod",
      });
      const app = new App();
      const iam = new ExternalIamStack(app, "Iam", { template: split.iam });
      const quilt = new ExternalAppStack(app, "quilt-prod", { template: split.app, iam });

      expect([split.iam.roles.length, split.iam.policies.length]).toEqual([23, 8]);
      expect(meaningOf(templateOf(iam))).toEqual(meaningOf(split.iam._template.value));
      expect(meaningOf(templateOf(quilt))).toEqual(meaningOf(split.app._template.value));
    },
    30_000,
  );
});

describe("the stack of a template", () => {
  it("takes other constructs beside it", () => {
    const app = new App();
    const iam = new ExternalIamStack(app, "Iam", { template: IamTemplate.fromFile(join(mine, "notes-iam.yaml")) });
    const plain = templateOf(new ExternalIamStack(new App(), "Iam", { template: iam.template }));
    expect(Stack.of(iam.include)).toBe(iam);

    iam.include.getResource("ApiRole").addPropertyOverride("MaxSessionDuration", 7200);

    const changed = templateOf(iam);
    expect(changed.Resources?.ApiRole).toMatchObject({ Properties: { MaxSessionDuration: 7200 } });
    expect(Object.keys(changed.Resources ?? {})).toEqual(Object.keys(plain.Resources ?? {}));
  });
});
