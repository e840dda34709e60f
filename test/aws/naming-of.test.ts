import { isKnownType, namingOf, RESOURCE_NAMINGS, resourceSchema } from "../../src/aws";

describe("the table of namings", () => {
  it("has every type once", () => {
    const types = RESOURCE_NAMINGS.map(({ type }) => type);

    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  });

  it("has only types that CloudFormation knows", () => {
    expect(RESOURCE_NAMINGS.filter(({ type }) => !isKnownType(type)).map(({ type }) => type)).toEqual([]);
  });

  it("has the sixteen types of IAM", () => {
    // ../shared/facts/cloudformation.md §3.
    expect(RESOURCE_NAMINGS.filter(({ type }) => type.startsWith("AWS::IAM::"))).toHaveLength(16);
  });

  it.each(RESOURCE_NAMINGS.map((naming) => [naming.type, naming] as const))(
    "agrees with the registry on name, attributes and placeholders of %s",
    (type, naming) => {
      const schema = resourceSchema(type);
      const property = naming.nameProperty?.[0];
      const sources = Object.values(naming.placeholders).flatMap((source) => source.property?.[0] ?? []);
      const attributes = [...naming.arnAttributes, ...naming.nameAttributes, ...Object.keys(naming.attributes)];
      // DomainArn left SPEC, AWS still answers it (facts §1.2).
      const listed = attributes.filter((name) => `${type}.${name}` !== "AWS::Elasticsearch::Domain.DomainArn");

      if (property !== undefined) expect(Object.keys(schema?.properties ?? {})).toContain(property);
      expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(sources));
      expect(Object.keys(schema?.attributes ?? {})).toEqual(expect.arrayContaining(listed));
    },
  );

  it.each(RESOURCE_NAMINGS.map((naming) => [naming.type, naming] as const))(
    "explains every placeholder of %s and makes no name for one that is required",
    (_, naming) => {
      const standard = ["Partition", "Region", "Account", "UrlSuffix", "Name", "Id"];
      const templates = [
        naming.arn,
        naming.refTemplate,
        ...naming.variants.flatMap(({ arn, refTemplate }) => [arn, refTemplate]),
        ...Object.values(naming.attributes).map(({ template }) => template),
      ];
      const used = templates.flatMap((template) =>
        [...(template ?? "").matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name),
      );

      expect(used.filter((name) => !standard.includes(name ?? "") && !((name ?? "") in naming.placeholders))).toEqual(
        [],
      );
      if (naming.nameRequired) expect(naming.generator).toBeUndefined();
      if (naming.generator !== undefined) expect(naming.maxLength ?? 40).toBeGreaterThan(15);
      expect(naming.source).not.toBe("");
    },
  );

  it.each([
    // ../shared/facts/cloudformation.md §1.2 "sys" and §1.5.
    ["AWS::S3::Bucket", true],
    ["AWS::SQS::Queue", false],
    ["AWS::SNS::Topic", true],
    ["AWS::DynamoDB::Table", false],
    ["AWS::KMS::Key", false],
    ["AWS::IAM::Role", false],
    ["AWS::ECS::Service", false],
    ["AWS::ECS::Cluster", true],
    ["AWS::StepFunctions::StateMachine", true],
    ["AWS::Glue::Database", false],
  ])("knows whether %s carries CloudFormation's tags: %s", (type, systemTags) => {
    expect(namingOf(type)?.systemTags).toBe(systemTags);
  });

  it.each([
    // ../shared/facts/cloudformation.md §1.0: these leave the stack name out.
    "AWS::SSM::Parameter",
    "AWS::SecretsManager::Secret",
    "AWS::StepFunctions::StateMachine",
    "AWS::OpenSearchService::Domain",
    "AWS::Glue::Database",
    "AWS::CodeBuild::Project",
    "AWS::Batch::JobQueue",
    "AWS::Events::Connection",
    "AWS::Events::ApiDestination",
    "AWS::Lambda::LayerVersion",
  ])("knows that names of %s hold no stack name", (type) => {
    expect(namingOf(type)?.includesStackName).toBe(false);
  });

  it("has nothing for a type that nobody made, and is not fooled by names of Object", () => {
    expect(namingOf("AWS::Nothing::Known")).toBeUndefined();
    expect(namingOf("constructor")).toBeUndefined();
  });
});
