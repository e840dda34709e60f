import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { isMap, parseTemplate } from "../../../src/template";
import type { TemplateMap } from "../../../src/template";
import type { StackFixture } from "./stack-fixture";
import { startFixture } from "./stack-fixture";

const shared = process.env["SHARED_DIR"] ?? join(__dirname, "..", "..", "..", "..", "shared");
const file = join(shared, "fixtures", "quilt-monolith.yaml");
const isHere = existsSync(file);

(isHere ? describe : describe.skip)(
  `a real template as one stack${isHere ? "" : " (skipped: shared fixtures not here)"}`,
  () => {
    let stacks: StackFixture;
    beforeAll(async () => {
      stacks = await startFixture();
    });
    afterAll(() => stacks.emulator.stop());

    test("is created from S3 with everything in it, and deleted without a trace", async () => {
      const text = readFileSync(file, "utf8");
      const template = parseTemplate(text, { file }).value;
      const s3 = new S3Client({
        endpoint: stacks.emulator.url,
        region: stacks.emulator.region,
        forcePathStyle: true,
        credentials: { accessKeyId: "123456789012", secretAccessKey: "emulated" },
      });
      await s3.send(new CreateBucketCommand({ Bucket: "templates" }));
      await s3.send(new PutObjectCommand({ Bucket: "templates", Key: "monolith.yaml", Body: text }));

      const stack = await stacks.create("quilt-prod", "", {
        TemplateBody: undefined,
        TemplateURL: `${stacks.emulator.url}/templates/monolith.yaml`,
        Parameters: plausibleParameters(template),
      });

      expect(stack).toMatchObject({ StackStatus: "CREATE_COMPLETE" });
      const types = await resourceTypes(stack.StackId ?? "");
      expect(types.filter((type) => type.startsWith("AWS::IAM::"))).toHaveLength(39);
      expect(types).toHaveLength(235);
      expect(await roleNames()).toHaveLength(29);

      expect((await stacks.delete(stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
      expect(await roleNames()).toEqual([]);
    });

    async function resourceTypes(StackName: string): Promise<string[]> {
      const types: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await stacks.client.send(new ListStackResourcesCommand({ StackName, NextToken }));
        types.push(...(page.StackResourceSummaries ?? []).map((summary) => summary.ResourceType ?? ""));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return types;
    }

    async function roleNames(): Promise<string[]> {
      const { Roles } = await stacks.emulator.invoke<{ Roles: { RoleName: string }[] }>("iam", "ListRoles", {});
      return Roles.map((role) => role.RoleName);
    }
  },
);

/** Values for the parameters without a default, told by their names and types. */
function plausibleParameters(template: TemplateMap): { ParameterKey: string; ParameterValue: string }[] {
  const declarations = isMap(template["Parameters"]) ? template["Parameters"] : {};
  return Object.entries(declarations).flatMap(([key, declaration]) =>
    isMap(declaration) && declaration["Default"] === undefined
      ? [{ ParameterKey: key, ParameterValue: plausibleValue(key, declaration) }]
      : [],
  );
}

function plausibleValue(key: string, { Type, AllowedValues }: TemplateMap): string {
  const type = String(Type);
  if (Array.isArray(AllowedValues)) return String(AllowedValues[0]);
  if (type.includes("SecurityGroup")) return "sg-0123456789abcdef0";
  if (type.includes("Subnet")) return "subnet-0123456789abcdef0,subnet-0123456789abcdef1";
  if (type.includes("VPC")) return "vpc-0123456789abcdef0";
  if (key.includes("Certificate")) return "arn:aws:acm:us-east-1:123456789012:certificate/0";
  if (key.endsWith("Arn")) return "arn:aws:es:us-east-1:123456789012:domain/search";
  if (key.endsWith("Email")) return "admin@example.com";
  if (key.endsWith("Password")) return "correct-horse";
  if (key.endsWith("Host")) return "quilt.example.com";
  return "value";
}
