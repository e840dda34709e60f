import { assumingServices, findRoleUses, isKnownType, resourceSchema } from "../../src/aws";
import type { PropertySchemas, ResourceSchema, ValueType } from "../../src/aws";

const ROLE = "arn:aws:iam::123456789012:role/Reader";

describe("the roles in a resource's properties", () => {
  it.each([
    ["AWS::Lambda::Function", { Role: ROLE }, ["Role"], "lambda.amazonaws.com"],
    ["AWS::ECS::TaskDefinition", { TaskRoleArn: ROLE }, ["TaskRoleArn"], "ecs-tasks.amazonaws.com"],
    ["AWS::ECS::TaskDefinition", { ExecutionRoleArn: ROLE }, ["ExecutionRoleArn"], "ecs-tasks.amazonaws.com"],
    ["AWS::ECS::Service", { Role: ROLE }, ["Role"], "ecs.amazonaws.com"],
    ["AWS::StepFunctions::StateMachine", { RoleArn: ROLE }, ["RoleArn"], "states.amazonaws.com"],
    ["AWS::Events::Rule", { Targets: [{}, { RoleArn: ROLE }] }, ["Targets", 1, "RoleArn"], "events.amazonaws.com"],
    [
      "AWS::KinesisFirehose::DeliveryStream",
      { ExtendedS3DestinationConfiguration: { RoleARN: ROLE } },
      ["ExtendedS3DestinationConfiguration", "RoleARN"],
      "firehose.amazonaws.com",
    ],
    ["AWS::Synthetics::Canary", { ExecutionRoleArn: ROLE }, ["ExecutionRoleArn"], "lambda.amazonaws.com"],
    ["AWS::ApiGateway::Account", { CloudWatchRoleArn: ROLE }, ["CloudWatchRoleArn"], "apigateway.amazonaws.com"],
    ["AWS::IAM::InstanceProfile", { Roles: ["Reader"] }, ["Roles", 0], "ec2.amazonaws.com"],
  ])("of %s with %j are at %j for %s", (type, properties, path, service) => {
    expect(findRoleUses(type, properties)).toMatchObject([{ path, assumedBy: { service } }]);
  });

  it("are none where properties are absent, empty or of another shape", () => {
    expect(findRoleUses("AWS::Lambda::Function", {})).toEqual([]);
    expect(findRoleUses("AWS::Lambda::Function", { Role: "" })).toEqual([]);
    expect(findRoleUses("AWS::Lambda::Function", { Role: ["x"] })).toEqual([]);
    expect(findRoleUses("AWS::Events::Rule", { Targets: "x" })).toEqual([]);
    expect(findRoleUses("AWS::Nothing::Known", { Role: ROLE })).toEqual([]);
  });

  it("come with Lambda's own words", () => {
    // https://github.com/pdomala/LambdaCDDemo/issues/1 and many others.
    expect(findRoleUses("AWS::Lambda::Function", { Role: ROLE })[0]?.assumedBy.message).toBe(
      "The role defined for the function cannot be assumed by Lambda.",
    );
  });
});

/** Whether properties of the schema lie along the path. */
function exists(schema: ResourceSchema, properties: PropertySchemas, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return false;
  const candidates =
    step === "*" ? Object.values(properties) : Object.hasOwn(properties, step) ? [properties[step]] : [];
  return candidates.some((found) => found !== undefined && existsIn(schema, found.type, rest));
}

function existsIn(schema: ResourceSchema, type: ValueType, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  if (typeof type === "string") return type === "json";
  if ("array" in type) return path[0] === "*" && existsIn(schema, type.array, path.slice(1));
  if ("map" in type) return existsIn(schema, type.map, path.slice(1));
  if ("union" in type) return type.union.some((each) => existsIn(schema, each, path));
  return exists(schema, schema.definitions[type.ref] ?? {}, path);
}

describe("the table of assuming services", () => {
  it.each(assumingServices.map(({ type, path, service }) => [type, path.join("."), service]))(
    "names a property that exists: %s %s (%s)",
    (type, path) => {
      const schema = resourceSchema(type);

      expect(isKnownType(type)).toBe(true);
      expect(schema && exists(schema, schema.properties, path.split("."))).toBe(true);
    },
  );
});
