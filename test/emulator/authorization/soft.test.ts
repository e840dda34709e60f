import { ListRolesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Denial } from "../../../src/emulator";
import { Emulator } from "../../../src/emulator";
import { startForTests } from "../support";
import { ADMIN, clientsOf, makeUser } from "./support";

const denials: Denial[] = [];
const box = startForTests({
  enforcement: "soft",
  administrator: ADMIN,
  onDenied: (denial) => denials.push(denial),
});

beforeEach(() => void denials.splice(0));

describe("soft enforcement", () => {
  it("says nothing of what is allowed", async () => {
    await clientsOf(box.emulator).iam.send(new ListRolesCommand({}));

    expect(denials).toEqual([]);
  });

  it("does what policies would deny, and tells why they would", async () => {
    const { iam } = clientsOf(box.emulator, await makeUser(box.emulator, "nobody"));

    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    expect(denials).toEqual([
      {
        mode: "soft",
        service: "iam",
        operation: "ListRoles",
        caller: "arn:aws:iam::123456789012:user/nobody",
        code: "AccessDenied",
        message:
          "User: arn:aws:iam::123456789012:user/nobody is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::123456789012:role/ because no identity-based policy allows the iam:ListRoles action",
      },
    ]);
  });

  it("lets in anybody as the root, and tells that the signature proves nothing", async () => {
    const { sts } = clientsOf(box.emulator, { accessKeyId: "test", secretAccessKey: "test" });

    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: "arn:aws:iam::123456789012:root" });
    expect(denials).toEqual([
      {
        mode: "soft",
        service: "sts",
        operation: "GetCallerIdentity",
        caller: "",
        code: "InvalidClientTokenId",
        message: "The security token included in the request is invalid.",
      },
    ]);
  });

  it("says in every answer that it is soft", async () => {
    expect((await fetch(box.emulator.url)).headers.get("x-emulator-enforcement")).toBe("soft");
  });
});

describe("the administrator", () => {
  it("is there again after a reset, with the same key", async () => {
    await box.emulator.reset();

    expect(await clientsOf(box.emulator).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: "arn:aws:iam::123456789012:user/emulator-administrator",
    });
  });

  it("has a key that nobody else has, where none is given", async () => {
    const emulator = await Emulator.start({ enforcement: "strict" });
    try {
      const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } =
        emulator.environment();
      const { sts } = clientsOf(emulator, { accessKeyId, secretAccessKey });

      expect(accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
      expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
        Arn: "arn:aws:iam::123456789012:user/emulator-administrator",
      });
    } finally {
      await emulator.stop();
    }
  });

  it("is nobody where nothing is enforced", async () => {
    const emulator = await Emulator.start();
    try {
      expect(emulator.environment()["AWS_ACCESS_KEY_ID"]).toBe("123456789012");
      expect((await emulator.invoke<{ Users: unknown[] }>("iam", "ListUsers")).Users).toEqual([]);
    } finally {
      await emulator.stop();
    }
  });

  it("cannot be asked for by a mode that there is not", async () => {
    await expect(Emulator.start({ enforcement: "hard" as never })).rejects.toThrow(
      'enforcement "hard" is not off, soft or strict',
    );
  });
});
