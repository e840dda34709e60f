import { connect } from "node:net";
import { Emulator } from "../../src/emulator";
import { startForTests } from "./support";

const box = startForTests({ bodyLimit: 4096, requestTimeout: 500 });

const FORM = { "content-type": "application/x-www-form-urlencoded" };

async function post(body: string, headers: Record<string, string> = FORM): Promise<{ status: number; text: string }> {
  const response = await fetch(box.emulator.url, { method: "POST", body, headers });
  return { status: response.status, text: await response.text() };
}

function signedFor(service: string): Record<string, string> {
  return {
    ...FORM,
    authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

/** Sends bytes and collects the answer until the server hangs up. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(box.emulator.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("a request that is odd", () => {
  const IAM = "Version=2010-05-08";
  it.each<[string, string, Record<string, string>, number, string]>([
    ["names no action", IAM, FORM, 400, "<Code>MissingAction</Code>"],
    ["has no body", "", signedFor("iam"), 400, "<Code>MissingAction</Code>"],
    ["names an unknown action", `Action=MakeCoffee&${IAM}`, FORM, 400, "<Code>InvalidAction</Code>"],
    ["names a member of every object", `Action=__proto__&${IAM}`, FORM, 400, "<Code>InvalidAction</Code>"],
    [
      "names an action that is not built",
      "Action=ActivateType&Version=2010-05-15",
      FORM,
      501,
      "<Message>The emulator does not have the operation ActivateType of cloudformation yet.</Message>",
    ],
    [
      "names a version of every object",
      "Action=ListRoles&Version=constructor",
      FORM,
      501,
      "<Code>NotImplemented</Code>",
    ],
    ["names an unknown version", "Action=ListRoles&Version=1999-01-01", FORM, 501, "<Code>NotImplemented</Code>"],
    [
      "is signed for another service",
      "Action=ListQueues",
      signedFor("sqs"),
      501,
      "The emulator does not have the service sqs. It has: iam, sts, cloudformation, s3",
    ],
    [
      "has half a signature",
      `Action=ListRoles&${IAM}`,
      { ...FORM, authorization: "AWS4-HMAC-SHA256 Credential=test/us-east-1" },
      400,
      "<Code>IncompleteSignature</Code>",
    ],
    ["has a number that is none", `Action=ListRoles&MaxItems=many&${IAM}`, FORM, 400, "<Code>MalformedInput</Code>"],
    ["has broken percent signs", `Action=GetRole&RoleName=%ZZ%&${IAM}`, FORM, 400, "<Code>ValidationError</Code>"],
    [
      "has a list entry number beyond reason",
      `Action=CreateRole&RoleName=odd&Tags.member.99999999999999999999.Key=x&${IAM}`,
      FORM,
      400,
      "assumeRolePolicyDocument",
    ],
    [
      "has a very deep name",
      `Action=ListRoles&${"a.".repeat(100)}b=1&${IAM}`,
      FORM,
      400,
      "<Code>MalformedQueryString</Code>",
    ],
    [
      "has prototype keys",
      `Action=GetRole&RoleName=none&__proto__.x=1&constructor.prototype.y=2&${IAM}`,
      FORM,
      404,
      "<Code>NoSuchEntity</Code>",
    ],
    [
      "has markup in a value",
      `Action=GetRole&RoleName=${encodeURIComponent("<a>&b")}&${IAM}`,
      FORM,
      400,
      "roleName is invalid",
    ],
  ])("because it %s gets an answer", async (_what, body, headers, status, part) => {
    const answer = await post(body, headers);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(part);
  });

  it("to a JSON service gets its answer in JSON", async () => {
    const headers = { ...signedFor("dynamodb"), "content-type": "application/x-amz-json-1.0" };

    const { status, text } = await post("{}", headers);

    expect(status).toBe(501);
    expect(JSON.parse(text)).toMatchObject({ __type: "NotImplemented" });
  });

  it("carries a request id and says that nothing is enforced", async () => {
    const response = await fetch(`${box.emulator.url}/?Action=ListRoles&Version=2010-05-08`);

    expect(response.status).toBe(200);
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("x-emulator-enforcement")).toBe("off");
    expect(await response.text()).toContain('<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">');
  });
});

describe("a body", () => {
  it("over the limit is refused and the connection closed", async () => {
    const { status, text } = await post(`Action=ListRoles&Version=2010-05-08&x=${"x".repeat(5000)}`);

    expect(status).toBe(413);
    expect(text).toContain("<Code>EntityTooLarge</Code>");
  });

  it("with more parameters than anything can use is refused", async () => {
    const emulator = await Emulator.start();

    const response = await fetch(emulator.url, {
      method: "POST",
      body: "a&".repeat(50_000),
      headers: signedFor("iam"),
    });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain("<Code>MalformedQueryString</Code>");
    await emulator.stop();
  });
});

describe("requests that are large", () => {
  it("are answered one by one, and memory stays what it was", async () => {
    const emulator = await Emulator.start();
    const ask = async (body: string): Promise<number> => {
      const response = await fetch(emulator.url, { method: "POST", body, headers: FORM });
      await response.arrayBuffer();
      return response.status;
    };
    const odd = ["__proto__", "constructor", "\u{1f511}", "%ED%A0%80", "toString"];
    const bodies = [
      `Action=CreateRole&Version=2010-05-08&RoleName=big&AssumeRolePolicyDocument=${"x".repeat(1_000_000)}`,
      `Action=CreateUser&Version=2010-05-08&${Array.from({ length: 10_000 }, (_, i) => `Tags.member.${i + 1}.Key=k${i}`).join("&")}`,
      ...odd.map((name) => `Action=GetUser&Version=2010-05-08&UserName=${name}`),
      ...odd.map((name) => `Action=CreateUser&Version=2010-05-08&UserName=u&${name}=1&${name}.member.1.${name}=2`),
    ];
    for (const body of bodies) expect(await ask(body)).toBeLessThan(500);
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 5; round++) await Promise.all(bodies.map(ask));
    // More than 5 MB were sent meanwhile, and their trees of parameters would be many times that.
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    expect(await ask("Action=ListUsers&Version=2010-05-08")).toBe(200);
    await emulator.stop();
  });
});

describe("a connection", () => {
  it("that speaks no HTTP gets a 400", async () => {
    expect(await exchange("HELLO\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it("with endless headers gets a 431", async () => {
    expect(await exchange(`GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("that never ends its request gets a 408", async () => {
    const answer = await exchange("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nAction=");

    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });

  it("that is cut in the middle of a request does no harm", async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(box.emulator.port, "127.0.0.1", () => {
        socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nAction=", () => socket.destroy());
      });
      socket.on("close", () => resolve());
    });

    expect((await post("Action=ListRoles&Version=2010-05-08")).status).toBe(200);
  });

  it("that hangs does not keep the emulator from stopping", async () => {
    const emulator = await Emulator.start();
    const socket = connect(emulator.port, "127.0.0.1");
    await new Promise<void>((resolve) => socket.write("POST / HTTP/1.1\r\ncontent-length: 9\r\n", () => resolve()));
    const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
    socket.on("error", () => undefined);

    await emulator.stop();

    await closed;
  });

  it("may ask in absolute form, as to a proxy", async () => {
    const answer = await exchange(
      "GET http://example.com/_emulator/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );

    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*"status":"ok"/);
  });
});
