import fc from "fast-check";
import { seededRandom, systemClock } from "../../src/base";
import { createMemoryStore } from "../../src/emulator";
import { openGuard } from "../../src/emulator/authorize";
import { createBackground } from "../../src/emulator/background";
import { createLatency, systemTimer } from "../../src/emulator/latency";
import { answer } from "../../src/emulator/pipeline";
import type { Engine } from "../../src/emulator/pipeline";
import { POLICY, TRUST } from "./support";

const bugs: unknown[] = [];
const engine: Engine = {
  accountId: "123456789012",
  region: "us-east-1",
  store: createMemoryStore(),
  clock: systemClock,
  random: seededRandom(7),
  background: createBackground((error) => bugs.push(error)),
  latency: createLatency(0, systemTimer),
  guard: openGuard,
  endpoint: () => "http://127.0.0.1:1",
  quotas: {},
  webIdentityKeys: {},
  reportBug: (error) => bugs.push(error),
};

const service = fc.constantFrom("iam", "sts", "s3");
const oddText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "%",
    "%zz",
    "*",
    "a".repeat(200),
    "null",
    "-1",
    "1e308",
    POLICY,
    TRUST,
  ),
);
const name = fc.constantFrom("r", "R", "x/y", "taken");
const arn = fc.constantFrom("arn:aws:iam::123456789012:policy/r", "arn:aws:iam::aws:policy/AdministratorAccess", "arn");

const actions = [
  "Role",
  "User",
  "Group",
  "Policy",
  "InstanceProfile",
  "PolicyVersion",
  "RolePolicy",
  "AccessKey",
].flatMap((entity) => ["Create", "Get", "List", "Delete", "Put", "Tag", "Update"].map((verb) => `${verb}${entity}`));

const parameters = fc.array(
  fc.tuple(
    fc.constantFrom(
      "RoleName",
      "UserName",
      "GroupName",
      "PolicyName",
      "InstanceProfileName",
      "PolicyArn",
      "PolicyDocument",
      "AssumeRolePolicyDocument",
      "Path",
      "PathPrefix",
      "Marker",
      "MaxItems",
      "VersionId",
      "Tags.member.1.Key",
      "Tags.member.1",
      "TagKeys.member.2",
      "PermissionsBoundary",
    ),
    fc.oneof({ arbitrary: name, weight: 3 }, arn, oddText),
  ),
  { maxLength: 8 },
);

function signature(signedFor: string): string {
  return `AWS4-HMAC-SHA256 Credential=123456789012/20261121/us-east-1/${signedFor}/aws4_request`;
}

describe("no request whatever makes the emulator fail", () => {
  it("as a query", async () => {
    const request = fc.tuple(fc.oneof(fc.constantFrom(...actions), oddText), parameters);
    await fc.assert(
      fc.asyncProperty(request, async ([action, given]) => {
        const body = new URLSearchParams([["Action", action], ...given]).toString();
        const headers = { authorization: signature("iam"), "content-type": "application/x-www-form-urlencoded" };

        const { status } = await answer(
          { method: "POST", path: "/", query: "", headers, body: Buffer.from(body) },
          engine,
        );

        expect(status).not.toBe(500);
        expect(bugs).toEqual([]);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it("as anything else", async () => {
    const headers = fc.dictionary(
      fc.constantFrom(
        "host",
        "range",
        "content-md5",
        "content-type",
        "x-amz-content-sha256",
        "if-match",
        "x-amz-meta-a",
      ),
      fc.oneof(
        oddText,
        fc.constantFrom("bytes=0-1", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "b.localhost", "application/xml"),
      ),
    );
    const method = fc.constantFrom("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH");
    const path = fc.oneof(fc.constantFrom("/", "/bucket", "/bucket/key", "//", "/%", "*"), oddText);
    const body = fc.oneof(
      fc.uint8Array(),
      oddText.map((text) => new Uint8Array(Buffer.from(text))),
    );
    await fc.assert(
      fc.asyncProperty(method, path, oddText, headers, body, service, async (verb, at, query, given, bytes, signed) => {
        const request = {
          method: verb,
          path: at,
          query,
          headers: { ...given, authorization: signature(signed) },
          body: bytes,
        };

        const { status } = await answer(request, engine);

        expect(status).not.toBe(500);
        expect(bugs).toEqual([]);
      }),
      { numRuns: 1000, seed: 2 },
    );
  });
});
