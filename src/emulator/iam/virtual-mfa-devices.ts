import type {
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse,
  DeleteVirtualMFADeviceRequest,
  ListMFADeviceTagsRequest,
  ListMFADeviceTagsResponse,
  ListVirtualMFADevicesRequest,
  ListVirtualMFADevicesResponse,
  TagMFADeviceRequest,
  UntagMFADeviceRequest,
  VirtualMFADevice,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { mfaDeviceKey } from "../mfa-devices";
import type { MfaDeviceRow } from "../mfa-devices";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { BASE32 } from "../totp";
import { iamArn } from "./arns";
import { deleteConflict } from "./faults";
import { deviceOrder, deviceTable, findDevice, putDevice } from "./mfa-device-rows";
import { omitMembers } from "./omitted-members";
import { paginate } from "./paginate";
import { USER, principalTable } from "./principals";
import { requireRoom } from "./quotas";
import { addTags, firstTags, listTags, removeTags } from "./tags";
import { describeUser } from "./users";
import type { UserRow } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** Characters of a seed, which are 40 bytes: as AWS makes them (unverified). */
const SEED_LENGTH = 64;

/** serialNumberType of AWS's model. */
const LONGEST_SERIAL_NUMBER = 256;

/** CreateVirtualMFADevice. Seed and QR code are answered this once. */
export const createVirtualMFADevice = defineOperation<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse>({
  name: "CreateVirtualMFADevice",
  async run({ VirtualMFADeviceName: name = "", Path = "/", Tags }, context) {
    // Read on first use: drawing is a library of its own.
    const { renderQrCode } = await import("./mfa-qr-code");
    const serialNumber = iamArn(context, "mfa", Path, name);
    // Every other operation takes serial numbers of 256 characters at most; what AWS says here is unverified.
    if (serialNumber.length > LONGEST_SERIAL_NUMBER) {
      throw new AwsFault(
        "ValidationError",
        `The serial number must not be longer than ${LONGEST_SERIAL_NUMBER} characters.`,
      );
    }
    const table = deviceTable(context);
    if (table.has(mfaDeviceKey(serialNumber))) throw new AwsFault("EntityAlreadyExists", "MFA device already exists.");
    requireRoom(context, "VirtualMFADevicesPerAccount", table.size);
    const row: MfaDeviceRow = {
      serialNumber,
      seed: context.random.text(SEED_LENGTH, BASE32),
      userId: undefined,
      enableDate: undefined,
      tags: firstTags(Tags, context, "exact"),
      drift: 0,
      lastPairStep: undefined,
      usedSteps: [],
    };
    putDevice(context, row);
    const account = `${encodeURIComponent(name)}@${context.caller.accountId}`;
    return {
      VirtualMFADevice: {
        SerialNumber: serialNumber,
        // The text of the seed, not its bytes: clients show it, phones take it typed in.
        Base32StringSeed: Buffer.from(row.seed, "ascii"),
        QRCodePNG: renderQrCode(`otpauth://totp/${account}?secret=${row.seed}`),
        Tags: row.tags.length === 0 ? undefined : [...row.tags],
      },
    };
  },
});

/** ListVirtualMFADevices. */
export const listVirtualMFADevices = defineOperation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>({
  name: "ListVirtualMFADevices",
  run(input, context) {
    const devices = [...deviceTable(context).values()].filter((row) => {
      if (input.AssignmentStatus === "Assigned") return row.userId !== undefined;
      return input.AssignmentStatus !== "Unassigned" || row.userId === undefined;
    });
    const users = new Map([...principalTable<UserRow>(USER, context).values()].map((user) => [user.id, user]));
    const { items, ...page } = paginate(devices, deviceOrder, input);
    return { VirtualMFADevices: items.map((row) => describeDevice(row, users)), ...page };
  },
});

function describeDevice(row: MfaDeviceRow, users: ReadonlyMap<string, UserRow>): VirtualMFADevice {
  const user = row.userId === undefined ? undefined : users.get(row.userId);
  return {
    SerialNumber: row.serialNumber,
    User: user === undefined ? undefined : omitMembers("ListUsers", describeUser(user)),
    EnableDate: row.enableDate,
  };
}

/** DeleteVirtualMFADevice. */
export const deleteVirtualMFADevice = defineOperation<DeleteVirtualMFADeviceRequest, void>({
  name: "DeleteVirtualMFADevice",
  run({ SerialNumber = "" }, context) {
    const row = findDevice(context, SerialNumber);
    // Recorded from AWS in September 2026.
    if (row.userId !== undefined) throw deleteConflict("MFA VirtualDevice in use. Must deactivate first.");
    deviceTable(context).delete(mfaDeviceKey(row.serialNumber));
  },
});

function changeTags(
  context: OperationContext,
  serialNumber: string,
  change: (present: MfaDeviceRow["tags"]) => MfaDeviceRow["tags"],
): void {
  const row = findDevice(context, serialNumber);
  putDevice(context, { ...row, tags: change(row.tags) });
}

/** TagMFADevice. */
export const tagMFADevice = defineOperation<TagMFADeviceRequest, void>({
  name: "TagMFADevice",
  run: ({ SerialNumber = "", Tags }, context) =>
    changeTags(context, SerialNumber, (present) => addTags(present, Tags, context, "exact")),
});

/** UntagMFADevice. */
export const untagMFADevice = defineOperation<UntagMFADeviceRequest, void>({
  name: "UntagMFADevice",
  run: ({ SerialNumber = "", TagKeys = [] }, context) =>
    changeTags(context, SerialNumber, (present) => removeTags(present, TagKeys, "exact")),
});

/** ListMFADeviceTags. */
export const listMFADeviceTags = defineOperation<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse>({
  name: "ListMFADeviceTags",
  run: (input, context) => listTags(findDevice(context, input.SerialNumber ?? "").tags, input, "exact"),
});
