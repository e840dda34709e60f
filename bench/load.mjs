/* global Buffer */
// The emulator under load, beside a bare node:http server in the same run. Rows for run.mjs.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" }],
});

/** A request as the SDK sends it, signature and all. */
function request(parameters) {
  const body = new URLSearchParams({ ...parameters, Version: "2010-05-08" }).toString();
  const signature =
    "AWS4-HMAC-SHA256 Credential=123456789012/20261122/us-east-1/iam/aws4_request, " +
    `SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
  return Buffer.from(
    `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\nauthorization: ${signature}\r\n` +
      `x-amz-date: 20261122T000000Z\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** One connection that asks again and again. @returns milliseconds of each request */
function ask(url, next, until, times) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let sent = 0;
    let buffered = Buffer.alloc(0);
    const send = () => {
      const bytes = next();
      if (bytes === undefined || performance.now() > until) return socket.destroy();
      sent = performance.now();
      socket.write(bytes);
    };
    socket.on("connect", send);
    socket.on("close", resolve);
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      const end = buffered.indexOf("\r\n\r\n");
      if (end === -1) return;
      const head = buffered.toString("latin1", 0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)[1]);
      if (buffered.length < end + 4 + length) return;
      if (!head.startsWith("HTTP/1.1 200")) return reject(new Error(buffered.toString()));
      times.push(performance.now() - sent);
      buffered = Buffer.alloc(0);
      send();
    });
  });
}

/** Requests per second and the 99th percentile in milliseconds. */
async function measure(url, next, { concurrency, seconds }) {
  const times = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(Array.from({ length: concurrency }, () => ask(url, next, until, times)));
  const perSecond = times.length / ((performance.now() - started) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, p99: times[Math.floor(times.length * 0.99)] };
}

/** Each of these requests once. */
async function send(url, requests) {
  const left = requests.values();
  await Promise.all(Array.from({ length: 8 }, () => ask(url, () => left.next().value, Infinity, [])));
}

async function start(root, ...argv) {
  const child = fork(join(root, "bench", "serve.mjs"), argv, { execArgv: ["--expose-gc"] });
  const message = () => new Promise((resolve) => child.once("message", resolve));
  const { url } = await message();
  return {
    url,
    async megabytes() {
      const answer = message();
      child.send("memory");
      return (await answer).resident / 1e6;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
  };
}

const range = (count) => Array.from({ length: count }, (_, index) => index);
const getRole = request({ Action: "GetRole", RoleName: "role-0" });
const createRole = (prefix) => {
  let count = 0;
  return () => request({ Action: "CreateRole", RoleName: `${prefix}-${count++}`, AssumeRolePolicyDocument: TRUST });
};

/** Requests that are made before the clock runs: making one takes this process as long as answering it. */
function prepared(prefix, count) {
  const requests = range(count).map(createRole(prefix)).values();
  return () => requests.next().value;
}

/** @returns rows of what, value, unit, target; a target is at least, or where it is a time or memory at most */
export async function loadRows(root, seconds = 3) {
  const rows = [];
  const eight = { concurrency: 8, seconds };

  const bare = await start(root, "bare");
  await measure(bare.url, () => getRole, { concurrency: 8, seconds: 1 });
  const limit = await measure(bare.url, () => getRole, eight);
  await bare.stop();
  rows.push({ what: "bare node:http, concurrency 8", value: limit.perSecond, unit: "/s" });

  const memory = await start(root, "memory");
  await send(memory.url, [request({ Action: "CreateRole", RoleName: "role-0", AssumeRolePolicyDocument: TRUST })]);
  rows.push({ what: "resident after the first answer", value: await memory.megabytes(), unit: "MB", atMost: 90 });
  await measure(memory.url, () => getRole, { concurrency: 8, seconds: 1 });
  const read = await measure(memory.url, () => getRole, eight);
  const written = await measure(memory.url, prepared("bench", 30_000 * seconds), eight);
  const share = 0.6 * limit.perSecond;
  rows.push({ what: "GetRole, concurrency 8", value: read.perSecond, unit: "/s", atLeast: share });
  rows.push({ what: "GetRole, 99th percentile", value: read.p99, unit: "ms", atMost: 5 });
  rows.push({ what: "CreateRole, concurrency 8", value: written.perSecond, unit: "/s", atLeast: share });
  rows.push({ what: "CreateRole, 99th percentile", value: written.p99, unit: "ms", atMost: 5 });
  await memory.stop();

  const many = await start(root, "memory");
  const create = createRole("role");
  await send(many.url, range(5000).map(create));
  const list = request({ Action: "ListRoles", MaxItems: "100" });
  const listed = await measure(many.url, () => list, eight);
  rows.push({ what: "ListRoles, 100 of 5,000", value: listed.perSecond, unit: "/s", atLeast: 1000 });
  await many.stop();

  const loaded = await start(root, "memory");
  await send(
    loaded.url,
    range(5000).map((index) => request({ Action: "CreateUser", UserName: `user-${index}` })),
  );
  await send(loaded.url, range(1000).map(createRole("role")));
  await send(
    loaded.url,
    range(1500).map((index) =>
      request({ Action: "CreatePolicy", PolicyName: `policy-${index}`, PolicyDocument: POLICY }),
    ),
  );
  rows.push({
    what: "resident, 5,000 users, 1,000 roles, 1,500 policies",
    value: await loaded.megabytes(),
    unit: "MB",
    atMost: 200,
  });
  await loaded.stop();

  const folder = mkdtempSync(join(tmpdir(), "xiam-bench-"));
  try {
    const disk = await start(root, "disk", folder);
    await measure(disk.url, createRole("warm"), { concurrency: 32, seconds: 1 });
    const durable = await measure(disk.url, prepared("bench", 10_000 * seconds), { concurrency: 32, seconds });
    rows.push({ what: "CreateRole on disk, concurrency 32", value: durable.perSecond, unit: "/s", atLeast: 2000 });
    await disk.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
