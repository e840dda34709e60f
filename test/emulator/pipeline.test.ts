import { systemClock, systemRandom } from "../../src/base";
import { AwsFault, createMemoryStore } from "../../src/emulator";
import { openGuard } from "../../src/emulator/authorize";
import { createBackground } from "../../src/emulator/background";
import { createLatency, systemTimer } from "../../src/emulator/latency";
import { answer } from "../../src/emulator/pipeline";
import type { Engine } from "../../src/emulator/pipeline";
import type { WireRequest } from "../../src/emulator/wire";

const bugs: [unknown, string][] = [];

function engine(changes: Partial<Engine> = {}): Engine {
  return {
    accountId: "123456789012",
    region: "us-east-1",
    store: createMemoryStore(),
    clock: systemClock,
    random: systemRandom,
    background: createBackground(() => undefined),
    latency: createLatency(0, systemTimer),
    guard: openGuard,
    endpoint: () => "http://127.0.0.1:1",
    quotas: {},
    webIdentityKeys: {},
    reportBug: (error, where) => bugs.push([error, where]),
    ...changes,
  };
}

function call(action: string): WireRequest {
  const query = `Action=${action}&Version=2010-05-08&RoleName=x`;
  return { method: "GET", path: "/", query, headers: {}, body: new Uint8Array() };
}

describe("the pipeline", () => {
  it("authorizes what is valid, before it runs", async () => {
    const asked: string[] = [];
    const guarded = engine({
      guard: {
        ...openGuard,
        authorize: ({ service, operation, context }) => {
          asked.push(`${context.caller.arn} ${service}:${operation}`);
          throw new AwsFault("AccessDenied", "no", 403);
        },
      },
    });

    const denied = await answer(call("GetRole"), guarded);
    const invalid = await answer({ ...call("GetRole"), query: "Action=GetRole&Version=2010-05-08" }, guarded);

    expect([denied.status, denied.body]).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
    expect(invalid.body).toContain("<Code>ValidationError</Code>");
    expect(asked).toEqual(["arn:aws:iam::123456789012:root iam:GetRole"]);
  });

  it("answers InternalFailure for a bug of ours and reports it", async () => {
    const bug = new TypeError("oops");
    const broken = engine({
      store: {
        ...createMemoryStore(),
        table: () => {
          throw bug;
        },
      },
    });

    const response = await answer(call("GetRole"), broken);

    expect([response.status, response.body]).toEqual([500, expect.stringContaining("<Code>InternalFailure</Code>")]);
    expect(response.body).not.toContain("oops");
    expect(bugs).toEqual([[bug, "GET /"]]);
  });
});
