// What strict enforcement costs: the same signed requests, as many as go, of a user with a policy of 32 statements.
import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";

const CONCURRENCY = 8;
const REQUESTS = 6000;
const ROUNDS = 7;

/** Rows [what, milliseconds, target] as the bench prints them. */
export async function enforcementRows(root, median) {
  const off = await start(root, "off");
  const strict = await start(root, "strict");
  try {
    const times = { off: [], strict: [] };
    // In turns, so that what else the machine does meets both.
    for (let round = 0; round <= ROUNDS; round++) {
      const [a, b] = [await run(off), await run(strict)];
      if (round > 0) (times.off.push(a), times.strict.push(b));
    }
    const [without, enforced] = [median(times.off), median(times.strict)];
    const perSecond = (time) => Math.round((REQUESTS / time) * 1000);
    const loss = 100 * (1 - without / enforced);
    return [
      [`GetRole, off (${perSecond(without)}/s)`, without, undefined],
      // 30 % fewer requests per second take 1 / 0.7 of the time.
      [`GetRole, strict (${perSecond(enforced)}/s, ${loss.toFixed(0)} % fewer)`, enforced, without / 0.7],
    ];
  } finally {
    for (const { child, agent } of [off, strict]) {
      agent.destroy();
      child.stdin.end();
    }
  }
}

async function start(root, mode) {
  const child = spawn(process.execPath, [join(root, "bench", "serve-emulator.mjs"), mode], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await new Promise((resolve) => createInterface(child.stdout).once("line", (text) => resolve([text])));
  const served = JSON.parse(line);
  return { child, agent: new Agent({ keepAlive: true, maxSockets: CONCURRENCY }), ...sign(served), url: served.url };
}

/** One request signed once: it holds for a quarter of an hour. */
function sign({ url, accessKeyId, secretAccessKey }) {
  const body = "Action=GetRole&Version=2010-05-08&RoleName=r";
  const time = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    host: new URL(url).host,
    "x-amz-date": time,
  };
  const names = Object.keys(headers).sort();
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  const parts = [time.slice(0, 8), "us-east-1", "iam", "aws4_request"];
  const key = parts.reduce(hmac, `AWS4${secretAccessKey}`);
  const text = ["AWS4-HMAC-SHA256", time, parts.join("/"), sha256(canonical)].join("\n");
  const credential = `Credential=${accessKeyId}/${parts.join("/")}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(";")}, Signature=${hmac(key, text).toString("hex")}`;
  return { body, headers: { ...headers, authorization } };
}

async function run(served) {
  let left = REQUESTS;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await ask(served);
    }),
  );
  return performance.now() - started;
}

function ask({ url, agent, headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.resume().on("end", resolve);
    });
    sent.on("error", reject).end(body);
  });
}
