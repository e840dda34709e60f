import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteUserCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetMFADeviceCommand,
  IAMClient,
  ListMFADeviceTagsCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
  TagMFADeviceCommand,
  UntagMFADeviceCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import jsQR from "jsqr";
import { PNG } from "pngjs";
import { createMemoryStore } from "../../../src/emulator";
import { useMfaCode } from "../../../src/emulator/mfa-devices";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { clientConfig, faultOf, iamClient, startForTests, stsClient } from "../support";

const ACCOUNT = "123456789012";
const store = createMemoryStore();
let now = new Date("2026-03-01T12:00:00Z");
const clock = { now: () => now };
const box = startForTests({ store, clock });
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
  now = new Date("2026-03-01T12:00:00Z");
});

async function makeUser(): Promise<{ UserName: string; userId: string }> {
  const UserName = `user-${(count += 1)}`;
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  return { UserName, userId: User?.UserId ?? "" };
}

interface Device {
  readonly SerialNumber: string;
  readonly seed: string;
}

async function makeDevice(VirtualMFADeviceName = `phone-${(count += 1)}`, Path?: string): Promise<Device> {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName, Path }));
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("ascii");
  return { SerialNumber: VirtualMFADevice?.SerialNumber ?? "", seed };
}

/** Two codes of a device, the second `offset` steps from now. */
function codes({ SerialNumber, seed }: Device, offset = 0) {
  const step = stepOf(now) + offset;
  return { SerialNumber, AuthenticationCode1: makeCode(seed, step - 1), AuthenticationCode2: makeCode(seed, step) };
}

async function makeUserWithDevice() {
  const user = await makeUser();
  const device = await makeDevice();
  await iam.send(new EnableMFADeviceCommand({ UserName: user.UserName, ...codes(device) }));
  return { ...user, device };
}

const INVALID_CODE = {
  code: "InvalidAuthenticationCode",
  status: 403,
  message: "Authentication code for device is not valid.",
};

// Sentences: facts/aws-errors.tsv, test_iam_mfa, or recorded from AWS in September 2026 (see mfa-devices.ts).

describe("virtual MFA devices", () => {
  it("come with a QR code that a phone scans, of the seed that is answered", async () => {
    const { VirtualMFADevice } = await iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "ann@home", Path: "/team/" }),
    );

    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("ascii");
    const { data, width, height } = PNG.sync.read(Buffer.from(VirtualMFADevice?.QRCodePNG ?? []));
    const scanned = jsQR(new Uint8ClampedArray(data), width, height)?.data;
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    // Form: API_VirtualMFADevice.html.
    expect(scanned).toBe(`otpauth://totp/ann%40home@${ACCOUNT}?secret=${seed}`);
    expect(VirtualMFADevice?.SerialNumber).toBe(`arn:aws:iam::${ACCOUNT}:mfa/team/ann@home`);
    expect(VirtualMFADevice?.Tags).toBeUndefined();
  });

  it("are listed by whether somebody has them, without seed, code and tags", async () => {
    const { UserName, userId, device } = await makeUserWithDevice();
    const free = await makeDevice();
    const list = async (AssignmentStatus?: "Assigned" | "Unassigned" | "Any") =>
      (await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus }))).VirtualMFADevices ?? [];
    const serials = (devices: Awaited<ReturnType<typeof list>>) => devices.map(({ SerialNumber }) => SerialNumber);

    const assigned = (await list("Assigned")).find((one) => one.SerialNumber === device.SerialNumber);
    expect(assigned).toEqual({
      SerialNumber: device.SerialNumber,
      EnableDate: now,
      User: expect.objectContaining({ UserName, UserId: userId, Path: "/" }) as unknown,
    });
    expect(serials(await list("Assigned"))).not.toContain(free.SerialNumber);
    expect((await list("Unassigned")).find((one) => one.SerialNumber === free.SerialNumber)).toEqual({
      SerialNumber: free.SerialNumber,
    });
    expect(serials(await list("Unassigned"))).not.toContain(device.SerialNumber);
    expect(serials(await list("Any"))).toEqual(expect.arrayContaining([device.SerialNumber, free.SerialNumber]));
    expect(serials(await list())).toEqual(serials(await list("Any")));
  });

  it("have names of their own, by path", async () => {
    await makeDevice("same", "/a/");
    await makeDevice("same", "/b/");

    expect(await faultOf(makeDevice("SAME", "/a/"))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "MFA device already exists.",
    });
  });

  it("are listed page by page, however long their names", async () => {
    const own = iamClient(box.emulator, "222222222222");
    const names = ["a", "b", "c"].map((letter) => letter.repeat(200));
    for (const VirtualMFADeviceName of names)
      await own.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName }));

    const found: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await own.send(new ListVirtualMFADevicesCommand({ MaxItems: 1, Marker }));
      found.push(...(page.VirtualMFADevices ?? []).map(({ SerialNumber }) => SerialNumber?.split("/")[1]));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(found).toEqual(names);
    const tooLong = own.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "d".repeat(300) }));
    expect((await faultOf(tooLong)).code).toBe("ValidationError");
  });

  it("are deleted once nobody has them", async () => {
    const { UserName, device } = await makeUserWithDevice();
    const { SerialNumber } = device;
    const remove = () => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));

    expect(await faultOf(remove())).toEqual({
      code: "DeleteConflict",
      status: 409,
      message: "MFA VirtualDevice in use. Must deactivate first.",
    });
    await iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    await remove();
    expect(await faultOf(remove())).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `MFA Device with serial number ${SerialNumber} does not exist.`,
    });
  });

  it("take tags, told apart by case", async () => {
    const { SerialNumber } = await makeDevice();
    const Tags = [
      { Key: "Team", Value: "one" },
      { Key: "team", Value: "two" },
    ];
    await iam.send(new TagMFADeviceCommand({ SerialNumber, Tags }));
    await iam.send(new UntagMFADeviceCommand({ SerialNumber, TagKeys: ["Team"] }));

    expect((await iam.send(new ListMFADeviceTagsCommand({ SerialNumber }))).Tags).toEqual([
      { Key: "team", Value: "two" },
    ]);
    const reserved = iam.send(new TagMFADeviceCommand({ SerialNumber, Tags: [{ Key: "AWS:x", Value: "" }] }));
    expect(await faultOf(reserved)).toEqual({
      code: "InvalidInput",
      status: 400,
      message: "Tag keys beginning with aws: are reserved for system use.",
    });
  });
});

describe("MFA devices of users", () => {
  it("are enabled by two codes in a row, and by nothing else", async () => {
    const { UserName } = await makeUser();
    const device = await makeDevice();
    const { SerialNumber, AuthenticationCode1, AuthenticationCode2 } = codes(device);
    const enable = (first: string, second: string) =>
      iam.send(
        new EnableMFADeviceCommand({
          UserName,
          SerialNumber,
          AuthenticationCode1: first,
          AuthenticationCode2: second,
        }),
      );

    expect(await faultOf(enable(AuthenticationCode1, AuthenticationCode1))).toEqual(INVALID_CODE);
    expect(await faultOf(enable(AuthenticationCode2, AuthenticationCode1))).toEqual(INVALID_CODE);
    await enable(AuthenticationCode1, AuthenticationCode2);
    expect((await iam.send(new ListMFADevicesCommand({ UserName }))).MFADevices).toEqual([
      { UserName, SerialNumber, EnableDate: now },
    ]);
  });

  it.each([
    [-999, false],
    [-998, true],
    [1000, true],
    [1001, false],
  ])("take a pair whose second code is %d steps off: %s", async (offset, taken) => {
    const { UserName } = await makeUser();
    const call = iam.send(new EnableMFADeviceCommand({ UserName, ...codes(await makeDevice(), offset) }));

    if (taken) await call;
    else expect(await faultOf(call)).toEqual(INVALID_CODE);
  });

  it("do not take a pair again, nor an older one, and are set by a newer one", async () => {
    const { UserName, userId, device } = await makeUserWithDevice();
    const resync = (offset: number) => iam.send(new ResyncMFADeviceCommand({ UserName, ...codes(device, offset) }));
    const use = (offset: number) =>
      useMfaCode(
        device.SerialNumber,
        makeCode(device.seed, stepOf(now) + offset),
        { accountId: ACCOUNT, userId },
        {
          store,
          clock,
        },
      );

    expect(await faultOf(resync(0))).toEqual(INVALID_CODE);
    expect(await faultOf(resync(1))).toEqual(INVALID_CODE);
    expect(use(20)).toBe("wrong-code");
    await resync(20);
    expect(use(20)).toBe("accepted");
    expect(use(0)).toBe("wrong-code");
  });

  it("belong to one user at a time, and stay the user's under another name", async () => {
    const { UserName, device } = await makeUserWithDevice();
    const other = await makeUser();
    const enable = (name: string) => iam.send(new EnableMFADeviceCommand({ UserName: name, ...codes(device, 5) }));
    const { SerialNumber } = device;

    expect(await faultOf(enable(UserName))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: `MFA Device for user ${UserName} already exists.`,
    });
    expect((await faultOf(enable(other.UserName))).message).toBe("MFA Device is already in use.");
    const deactivate = iam.send(new DeactivateMFADeviceCommand({ UserName: other.UserName, SerialNumber }));
    expect(await faultOf(deactivate)).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "MFA Device invalid for user.",
    });
    await iam.send(new UpdateUserCommand({ UserName, NewUserName: `${UserName}-renamed` }));
    const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: `${UserName}-renamed` }));
    expect(MFADevices?.map((one) => [one.UserName, one.SerialNumber])).toEqual([[`${UserName}-renamed`, SerialNumber]]);
  });

  it("keep their user from being deleted", async () => {
    const { UserName, device } = await makeUserWithDevice();
    const remove = () => iam.send(new DeleteUserCommand({ UserName }));

    expect(await faultOf(remove())).toEqual({
      code: "DeleteConflict",
      status: 409,
      message: "Cannot delete entity, must remove tokens from principal first.",
    });
    await iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber: device.SerialNumber }));
    await remove();
  });

  it("are eight at most", async () => {
    const { UserName } = await makeUser();
    for (let index = 0; index < 8; index += 1) {
      await iam.send(new EnableMFADeviceCommand({ UserName, ...codes(await makeDevice()) }));
    }

    const ninth = iam.send(new EnableMFADeviceCommand({ UserName, ...codes(await makeDevice()) }));
    expect((await faultOf(ninth)).message).toBe("Cannot exceed quota for MFADevicesPerUser: 8");
  });

  it("are changed by their user with a session that one of them confirmed only", async () => {
    const { UserName, device } = await makeUserWithDevice();
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const caller = iamClient(box.emulator, AccessKey?.AccessKeyId);

    const call = caller.send(new DeactivateMFADeviceCommand({ SerialNumber: device.SerialNumber }));
    expect(await faultOf(call)).toEqual({
      code: "AccessDenied",
      status: 403,
      message:
        "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.",
    });

    const { Credentials } = await stsClient(box.emulator, AccessKey?.AccessKeyId).send(
      new GetSessionTokenCommand({
        SerialNumber: device.SerialNumber,
        TokenCode: makeCode(device.seed, stepOf(now)),
      }),
    );
    const confirmed = new IAMClient({
      ...clientConfig(box.emulator),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? "",
        secretAccessKey: Credentials?.SecretAccessKey ?? "",
        sessionToken: Credentials?.SessionToken ?? "",
      },
    });
    await confirmed.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber: device.SerialNumber }));
  });

  it("are shown by GetMFADevice if they are FIDO keys, which none of them is", async () => {
    const { UserName, device } = await makeUserWithDevice();

    const call = iam.send(new GetMFADeviceCommand({ UserName, SerialNumber: device.SerialNumber }));
    expect(await faultOf(call)).toEqual({
      code: "ValidationError",
      status: 400,
      message:
        "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only hardware FIDO security keys are supported. Please use the compatible device or API.",
    });
  });
});

describe("codes of MFA devices", () => {
  it("are taken two steps early or late, once each, in any order, and from their user alone", async () => {
    const { userId, device } = await makeUserWithDevice();
    const use = (offset: number, user = userId) =>
      useMfaCode(
        device.SerialNumber,
        makeCode(device.seed, stepOf(now) + offset),
        { accountId: ACCOUNT, userId: user },
        { store, clock },
      );

    expect(use(0, "AIDASOMEBODYELSE")).toBe("not-their-device");
    expect([use(-3), use(3)]).toEqual(["wrong-code", "wrong-code"]);
    expect([use(2), use(-2), use(0)]).toEqual(["accepted", "accepted", "accepted"]);
    expect([use(2), use(-2), use(0)]).toEqual(["wrong-code", "wrong-code", "wrong-code"]);
  });
});
