import { createClients } from "../../src/gates";
import type { Clients } from "../../src/gates";
import { deployStack, fillExports, outputsOf } from "../../src/deploy";
import { Emulator } from "../../src/emulator";
import { parseTemplate } from "../../src/template";

let emulator: Emulator;
let clients: Clients;
beforeEach(async () => {
  emulator = await Emulator.start();
  const credentials = { accessKeyId: emulator.accountId, secretAccessKey: "emulated" };
  clients = createClients({ endpoint: emulator.url, region: emulator.region, credentials });
});
afterEach(async () => {
  clients.destroy();
  await emulator.stop();
});

const PLACE = { region: "us-east-1", account: "123456789012", stackName: "shop" };
const importing = (...names: string[]) =>
  parseTemplate(
    `Parameters: { Network: { Type: String, Default: net } }
Resources: { Nothing: { Type: "AWS::CloudFormation::WaitConditionHandle" } }
Outputs:
${names.map((name, index) => `  Out${index}: { Value: !ImportValue ${name} }`).join("\n")}
`,
    { file: "t.yaml" },
  );

describe("exports of other stacks", () => {
  it("are made up where a template imports them and nobody exports them, so that it deploys", async () => {
    const template = importing("bus", '{ "Fn::Sub": "${Network}-${AWS::Region}-VpcId" }', "bus");

    const made = await fillExports(clients.cloudFormation, template, new Map(), PLACE);

    expect(Object.fromEntries(made)).toEqual({ bus: "example", "net-us-east-1-VpcId": "vpc-0123456789abcdef0" });
    const done = await deployStack(clients.cloudFormation, "shop", { template }, new Map());
    expect(outputsOf(done).get("Out1")).toBe("vpc-0123456789abcdef0");
  });

  it("go by the values that parameters get", async () => {
    const template = importing('{ "Fn::Sub": "${Network}-bucket" }');

    const made = await fillExports(clients.cloudFormation, template, new Map([["Network", "other"]]), PLACE);

    expect([...made.keys()]).toEqual(["other-bucket"]);
  });

  it("stay what they are where somebody exports them", async () => {
    const exporting = parseTemplate(
      `Resources: { Nothing: { Type: "AWS::CloudFormation::WaitConditionHandle" } }
Outputs: { It: { Value: mine, Export: { Name: bus } } }`,
      { file: "e.yaml" },
    );
    await deployStack(clients.cloudFormation, "others", { template: exporting }, new Map());

    expect(await fillExports(clients.cloudFormation, importing("bus"), new Map(), PLACE)).toEqual(new Map());
  });

  it("are left to CloudFormation where their name cannot be computed", async () => {
    const template = importing('{ "Ref": "Nothing" }', '{ "Fn::GetAtt": ["Nothing", "X"] }');

    expect(await fillExports(clients.cloudFormation, template, new Map(), PLACE)).toEqual(new Map());
  });
});
