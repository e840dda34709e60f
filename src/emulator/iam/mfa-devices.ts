import type {
  DeactivateMFADeviceRequest,
  EnableMFADeviceRequest,
  GetMFADeviceRequest,
  GetMFADeviceResponse,
  ListMFADevicesRequest,
  ListMFADevicesResponse,
  ResyncMFADeviceRequest,
} from "@aws-sdk/client-iam";
import { sessionTable } from "../credential-rows";
import { AwsFault } from "../fault";
import { synchronize } from "../mfa-devices";
import type { MfaDeviceRow } from "../mfa-devices";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { wholeSeconds } from "./arns";
import { deviceOrder, deviceTable, findDevice, putDevice } from "./mfa-device-rows";
import { paginate } from "./paginate";
import { requireRoom } from "./quotas";
import { listOwned } from "./user-credential-rows";
import { callingUserName, findUser } from "./users";
import type { UserRow } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences of this file: recorded from AWS in September 2026.

/** EnableMFADevice: the device becomes the user's once two consecutive codes show that the user has it. */
export const enableMFADevice = defineOperation<EnableMFADeviceRequest, void>({
  name: "EnableMFADevice",
  run({ UserName = "", SerialNumber = "", AuthenticationCode1 = "", AuthenticationCode2 = "" }, context) {
    const user = findUser(context, UserName);
    refuseWithoutMfa(context, user);
    const device = findDevice(context, SerialNumber);
    if (device.userId === user.id) throw inUse(`MFA Device for user ${user.name} already exists.`);
    if (device.userId !== undefined) throw inUse("MFA Device is already in use.");
    requireRoom(context, "MFADevicesPerUser", listOwned(deviceTable(context), user.id).length);
    putDevice(context, {
      ...setClock(device, AuthenticationCode1, AuthenticationCode2, context),
      userId: user.id,
      enableDate: wholeSeconds(context.clock.now()),
    });
  },
});

/** ResyncMFADevice. */
export const resyncMFADevice = defineOperation<ResyncMFADeviceRequest, void>({
  name: "ResyncMFADevice",
  run({ UserName = "", SerialNumber = "", AuthenticationCode1 = "", AuthenticationCode2 = "" }, context) {
    const device = findDeviceOf(context, findUser(context, UserName), SerialNumber);
    putDevice(context, setClock(device, AuthenticationCode1, AuthenticationCode2, context));
  },
});

/** DeactivateMFADevice: the device is nobody's again, and keeps its seed. */
export const deactivateMFADevice = defineOperation<DeactivateMFADeviceRequest, void>({
  name: "DeactivateMFADevice",
  run({ UserName, SerialNumber = "" }, context) {
    const user = findUser(context, UserName ?? callingUserName(context));
    refuseWithoutMfa(context, user);
    const device = findDeviceOf(context, user, SerialNumber);
    putDevice(context, { ...device, userId: undefined, enableDate: undefined });
  },
});

/** ListMFADevices; the root has none here. */
export const listMFADevices = defineOperation<ListMFADevicesRequest, ListMFADevicesResponse>({
  name: "ListMFADevices",
  run(input, context) {
    if (input.UserName === undefined && context.caller.arn.endsWith(":root")) {
      return { MFADevices: [], IsTruncated: false };
    }
    const user = findUser(context, input.UserName ?? callingUserName(context));
    const devices = listOwned(deviceTable(context), user.id);
    const { items, ...page } = paginate(devices, deviceOrder, input);
    return {
      MFADevices: items.map((row) => ({
        UserName: user.name,
        SerialNumber: row.serialNumber,
        EnableDate: row.enableDate,
      })),
      ...page,
    };
  },
});

/** GetMFADevice: AWS answers it for FIDO security keys alone, which only its console registers. */
export const getMFADevice = defineOperation<GetMFADeviceRequest, GetMFADeviceResponse>({
  name: "GetMFADevice",
  run({ UserName, SerialNumber = "" }, context) {
    if (UserName !== undefined) findUser(context, UserName);
    findDevice(context, SerialNumber);
    throw new AwsFault(
      "ValidationError",
      "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only " +
        "hardware FIDO security keys are supported. Please use the compatible device or API.",
    );
  },
});

function findDeviceOf(context: OperationContext, user: UserRow, serialNumber: string): MfaDeviceRow {
  const device = findDevice(context, serialNumber);
  if (device.userId !== user.id) throw new AwsFault("NoSuchEntity", "MFA Device invalid for user.");
  return device;
}

function setClock(device: MfaDeviceRow, first: string, second: string, context: OperationContext): MfaDeviceRow {
  const synchronized = synchronize(device, [first, second], context.clock);
  if (synchronized !== undefined) return synchronized;
  throw new AwsFault("InvalidAuthenticationCode", "Authentication code for device is not valid.");
}

function inUse(message: string): AwsFault {
  return new AwsFault("EntityAlreadyExists", message);
}

/**
 * Users who have a device change their devices by sessions that a device confirmed only, whatever their policies allow.
 * https://aws.amazon.com/security/security-bulletins/AWS-2023-001/
 */
function refuseWithoutMfa(context: OperationContext, user: UserRow): void {
  if (context.caller.userId !== user.id || listOwned(deviceTable(context), user.id).length === 0) return;
  const session = sessionTable(context.store).get(context.caller.accessKeyId);
  if (session?.mfaTime !== undefined) return;
  const message =
    "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.";
  throw new AwsFault("AccessDenied", message, 403);
}
