import { EXTERNAL, resourceOf, synthesizeApp } from "./app-templates";

const codeOf = (template: ReturnType<typeof synthesizeApp>, id: string): unknown =>
  resourceOf(template, id, "AWS::Lambda::Function").Properties.Code;

describe("where code and images lie", () => {
  it("is asked for by parameters where code says nothing", () => {
    const template = synthesizeApp(EXTERNAL);

    expect(codeOf(template, "EsIngestLambda")).toEqual({ S3Bucket: { Ref: "CodeBucket" }, S3Key: "es-ingest.zip" });
    expect(codeOf(template, "SearchHandler")).toEqual({
      ImageUri: { "Fn::Join": ["", [{ Ref: "ImageRegistry" }, "/indexer:latest"]] },
    });
  });

  it("is a bucket, a prefix, a registry and a tag", () => {
    const template = synthesizeApp({
      artifacts: {
        codeBucket: "code",
        codePrefix: "1.64/",
        imageRegistry: "images.example.com/quilt",
        imageTag: "1.64",
      },
    });

    expect(codeOf(template, "EsIngestLambda")).toEqual({ S3Bucket: "code", S3Key: "1.64/es-ingest.zip" });
    expect(codeOf(template, "SearchHandler")).toEqual({ ImageUri: "images.example.com/quilt/indexer:1.64" });
    expect(Object.keys(template.Parameters)).not.toContain("CodeBucket");
    expect(Object.keys(template.Parameters)).not.toContain("ImageRegistry");
  });

  it("can be told for single archives and images", () => {
    const template = synthesizeApp({
      artifacts: { codeKeys: { "es-ingest": "elsewhere.zip" }, imageUris: { indexer: "example.com/own:1" } },
    });

    expect(codeOf(template, "EsIngestLambda")).toEqual({ S3Bucket: { Ref: "CodeBucket" }, S3Key: "elsewhere.zip" });
    expect(codeOf(template, "SearchHandler")).toEqual({ ImageUri: "example.com/own:1" });
  });

  it("comes with the runtime that the archives were built for", () => {
    const runtimeOf = (template: ReturnType<typeof synthesizeApp>, id: string): unknown =>
      resourceOf(template, id, "AWS::Lambda::Function").Properties.Runtime;

    expect(runtimeOf(synthesizeApp(), "EsIngestLambda")).toBe("python3.11");
    expect(runtimeOf(synthesizeApp(), "DuckDBSelectLambda")).toBe("python3.12");
    expect(runtimeOf(synthesizeApp({ artifacts: { pythonRuntime: "python3.13" } }), "PkgCreate")).toBe("python3.13");
  });

  it.each([
    [
      { codeKeys: { "es-digest": "x.zip" } },
      /^codeKeys has a location for "es-digest", which is none of: access-counts, /,
    ],
    [{ imageUris: { proxy: "example.com/x" } }, /^imageUris has a location for "proxy", which is none of: catalog, /],
  ])("is refused for what does not exist: %j", (artifacts, message) => {
    expect(() => synthesizeApp({ artifacts })).toThrow(
      expect.objectContaining({ code: "unknown-artifact", message: expect.stringMatching(message) as unknown }),
    );
  });
});
