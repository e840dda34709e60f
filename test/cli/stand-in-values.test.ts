import { standInValues } from "../../src/cli/stand-in-values";
import { everythingCatalog } from "../../src/catalog";
import { split } from "../../src/split";
import { parseTemplate } from "../../src/template";

const trust =
  '{ Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }] }';

function standIns(resource: string): Map<string, string> {
  const monolith = parseTemplate(
    `Resources:
  Proxy: { Type: AWS::RDS::DBProxy, Properties: { DBProxyName: p, EngineFamily: MYSQL, Auth: [], RoleArn: r, VpcSubnetIds: [] } }
  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: v } }
  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: {} } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust}
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: ${resource} }] } }]
`,
    { file: "monolith.yaml" },
  );
  const { app, report } = split(monolith, everythingCatalog(), { appStackName: "shop" });
  return new Map(standInValues(app, report.added, "shop"));
}

// Forms: AWS's naming and the registry's schemas (src/aws).
describe("a value that stands for what only the app stack knows", () => {
  it.each([
    ["!GetAtt Key.Arn", "KeyArn", /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36}$/],
    ["!Sub 'arn:aws:ec2:*:*:subnet/${Subnet}'", "SubnetId", /^subnet-[0-9a-f]{17}$/],
    // CDK takes the ARN of a proxy apart: its id is the seventh part.
    ["!GetAtt Proxy.DBProxyArn", "ProxyDBProxyArn", /^arn:aws:rds:us-east-1:123456789012:db-proxy:[^:]+$/],
  ])("has the form that AWS gives %s", (resource, name, form) => {
    const values = standIns(resource);

    expect([...values.keys()]).toEqual([name]);
    expect(values.get(name)).toMatch(form);
  });

  it("is not made for parameters that stand for something else", () => {
    expect([...standIns('"*"')]).toEqual([]);
  });
});
