// An emulator in a process of its own, for measurements from outside: prints what a client needs, and ends with its parent.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const { Emulator } = require(join(root, "dist", "emulator"));

const emulator = await Emulator.start({ enforcement: process.argv[2] });
// A user with as many statements as a large role has.
const statements = Array.from({ length: 31 }, (_, index) => ({
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:PutObject"],
  Resource: `arn:aws:s3:::bucket-${index}/*`,
}));
const own = { Effect: "Allow", Action: "iam:Get*", Resource: "arn:aws:iam::123456789012:role/app/*" };
const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [...statements, own] });
await emulator.invoke("iam", "CreatePolicy", { PolicyName: "p", PolicyDocument });
await emulator.invoke("iam", "CreateUser", { UserName: "u" });
await emulator.invoke("iam", "AttachUserPolicy", {
  UserName: "u",
  PolicyArn: "arn:aws:iam::123456789012:policy/p",
});
const { AccessKey: key } = await emulator.invoke("iam", "CreateAccessKey", { UserName: "u" });
const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
await emulator.invoke("iam", "CreateRole", {
  RoleName: "r",
  Path: "/app/",
  AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
});
process.stdout.write(
  `${JSON.stringify({ url: emulator.url, accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey })}\n`,
);
process.stdin.on("end", () => void emulator.stop()).resume();
