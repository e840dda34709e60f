import { CfnParameter } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { UserError } from "../../../base";
import { keepId } from "./keep-id";
import { addParameterGroup } from "../../parameter-group";

/** Where the code and the container images of a release lie. */
export interface QuiltArtifacts {
  /**
   * Bucket with the archives of the functions, in the region of the stack.
   *
   * @default - the stack gets a parameter `CodeBucket`
   */
  readonly codeBucket?: string;
  /**
   * Text before the key of every archive, such as `1.64.2/`.
   *
   * @default - none: archives lie at the root of the bucket
   */
  readonly codePrefix?: string;
  /**
   * Keys of archives that lie elsewhere in the bucket, by name of the archive (such as `es-ingest`).
   *
   * @default - `{codePrefix}{name}.zip`
   */
  readonly codeKeys?: { [name: string]: string };
  /**
   * Lambda runtime that the archives were built for.
   *
   * @default - python3.11; python3.12 for duckdb-select
   */
  readonly pythonRuntime?: string;
  /**
   * Repository prefix of the images, such as `123456789012.dkr.ecr.us-east-1.amazonaws.com/quilt`.
   *
   * @default - the stack gets a parameter `ImageRegistry`
   */
  readonly imageRegistry?: string;
  /**
   * Tag of the images.
   *
   * @default - latest
   */
  readonly imageTag?: string;
  /**
   * Whole URIs of images that lie elsewhere, by name of the image (such as `registry`).
   *
   * @default - `{imageRegistry}/{name}:{imageTag}`
   */
  readonly imageUris?: { [name: string]: string };
}

/** Archives of the release that functions and layers run. */
export const ARCHIVES = [
  "access-counts",
  "duckdb-select",
  "es-ingest",
  "ffmpeg",
  "iceberg",
  "manifest-indexer",
  "migration",
  "pkg-events",
  "pkg-push",
  "preview",
  "s3-hash",
  "s3-sns-to-eventbridge",
  "tabular-preview",
  "timestamp",
  "transcode",
] as const;

/** Images of the release that containers and functions run. */
export const IMAGES = ["catalog", "indexer", "registry", "s3-proxy", "tabulator", "thumbnail"] as const;

type ArchiveName = (typeof ARCHIVES)[number];
type ImageName = (typeof IMAGES)[number];

/** Code of a function: an archive and what to call in it, or an image. */
export type FunctionCode =
  { readonly archive: Archive; readonly handler: string; readonly runtime: string } | { readonly imageUri: string };

/** An archive in a bucket. */
export interface Archive {
  readonly s3Bucket: string;
  readonly s3Key: string;
}

/**
 * Answers where each archive and image lies.
 *
 * @throws UserError where a location is given for an archive or image that does not exist
 */
export class Artifacts extends Construct {
  private readonly codeBucket: string;
  private readonly imageRegistry: string;
  private readonly given: QuiltArtifacts;

  constructor(scope: Construct, id: string, given: QuiltArtifacts = {}) {
    super(scope, id);
    refuseUnknownNames("codeKeys", given.codeKeys, ARCHIVES);
    refuseUnknownNames("imageUris", given.imageUris, IMAGES);
    this.given = given;
    this.codeBucket = given.codeBucket ?? this.ask("CodeBucket", "Bucket with the code of the functions.");
    this.imageRegistry = given.imageRegistry ?? this.ask("ImageRegistry", "Repository prefix of the container images.");
    const asked = this.node.children.map(({ node }) => node.id);
    if (asked.length > 0) addParameterGroup(this, "Release", asked);
  }

  archive(name: ArchiveName): Archive {
    const { codeKeys = {}, codePrefix = "" } = this.given;
    return { s3Bucket: this.codeBucket, s3Key: codeKeys[name] ?? `${codePrefix}${name}.zip` };
  }

  /** Code of a function that is called as `handler`. */
  function(name: ArchiveName, handler: string): FunctionCode {
    const runtime = this.given.pythonRuntime ?? (name === "duckdb-select" ? "python3.12" : "python3.11");
    return { archive: this.archive(name), handler, runtime };
  }

  imageUri(name: ImageName): string {
    const { imageUris = {}, imageTag = "latest" } = this.given;
    return imageUris[name] ?? `${this.imageRegistry}/${name}:${imageTag}`;
  }

  private ask(id: string, description: string): string {
    return keepId(new CfnParameter(this, id, { type: "String", minLength: 1, description })).valueAsString;
  }
}

function refuseUnknownNames(prop: string, given: { [name: string]: string } = {}, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    "unknown-artifact",
    `${prop} has a location for ${JSON.stringify(unknown)}, which is none of: ${known.join(", ")}`,
  );
}
