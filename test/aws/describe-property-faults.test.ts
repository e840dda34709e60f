import { describePropertyFaults } from "../../src/aws";
import type { PropertyFault } from "../../src/aws";

const faults: readonly PropertyFault[] = [
  { kind: "missing", path: [], property: "IsLogging" },
  { kind: "unknown", path: ["MethodResponses", 0], property: "ResponseHeaders" },
  { kind: "type", path: ["Role"], expected: "String", found: "JSONArray" },
];

describe("the reason CloudFormation gives for properties", () => {
  it("lists every fault in the registry's words", () => {
    // aws-cdk issue 25558 (list, one a line); "#/Role: expected type: String, found: JSONArray" and
    // "#: required key [IsLogging] not found" from reports found by exact-string search, 2024-2026.
    expect(describePropertyFaults("AWS::Lambda::Function", "Fn", faults)).toBe(
      "Properties validation failed for resource Fn with message:\n" +
        "#: required key [IsLogging] not found\n" +
        "#/MethodResponses/0: extraneous key [ResponseHeaders] is not permitted\n" +
        "#/Role: expected type: String, found: JSONArray",
    );
  });

  it("uses the words recorded for SSM parameters", () => {
    // localstack snapshot test_invalid_stack_deploy, ../shared/facts/cloudformation.md §2.3.
    expect(describePropertyFaults("AWS::SSM::Parameter", "P", [{ kind: "missing", path: [], property: "Type" }])).toBe(
      "Property validation failure: [The property {/Type} is required]",
    );
  });

  it("names unsupported properties and wrong types as the second engine does", () => {
    // troposphere issue 878; cfn-lint issue 863; awsdocs/aws-cloudformation-user-guide pull 269.
    expect(
      describePropertyFaults("AWS::SSM::MaintenanceWindowTarget", "T", [
        { kind: "unknown", path: ["ApprovalRules", "PatchRules", 0], property: "Values" },
        { kind: "unknown", path: [], property: "Username" },
        { kind: "type", path: ["Targets"], expected: "JSONArray", found: "String" },
        { kind: "type", path: ["Targets", 0], expected: "JSONObject", found: "String" },
      ]),
    ).toBe(
      "Property validation failure: [" +
        "Encountered unsupported properties in {/ApprovalRules/PatchRules/0}: [Values], " +
        "Encountered unsupported properties in {/}: [Username], " +
        "Value of property {/Targets} does not match type {Array}, " +
        "Value of property {/Targets/0} does not match type {Object}]",
    );
  });

  it("names one unsupported property as the first engine does", () => {
    // aws-sdk issue 740.
    expect(
      describePropertyFaults("AWS::CloudFormation::Stack", "S", [
        { kind: "unknown", path: [], property: "TemplateBody" },
        { kind: "unknown", path: [], property: "Foo" },
      ]),
    ).toBe("Encountered unsupported property TemplateBody");
  });

  it("names a list that is none as the first engine does", () => {
    // troposphere issue 336.
    expect(
      describePropertyFaults("AWS::CodeDeploy::DeploymentGroup", "Group", [
        { kind: "type", path: ["Ec2TagFilters"], expected: "JSONArray", found: "JSONObject" },
      ]),
    ).toBe("Value of property Ec2TagFilters must be of type List");
  });
});
