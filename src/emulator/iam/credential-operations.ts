import { deactivateMFADevice, enableMFADevice, getMFADevice, listMFADevices, resyncMFADevice } from "./mfa-devices";
import {
  createVirtualMFADevice,
  deleteVirtualMFADevice,
  listMFADeviceTags,
  listVirtualMFADevices,
  tagMFADevice,
  untagMFADevice,
} from "./virtual-mfa-devices";

/** Operations on passwords, MFA devices, SSH keys, certificates and other credentials, and reports on them. */
export const credentialOperations = {
  CreateVirtualMFADevice: createVirtualMFADevice,
  ListVirtualMFADevices: listVirtualMFADevices,
  DeleteVirtualMFADevice: deleteVirtualMFADevice,
  TagMFADevice: tagMFADevice,
  UntagMFADevice: untagMFADevice,
  ListMFADeviceTags: listMFADeviceTags,
  EnableMFADevice: enableMFADevice,
  ResyncMFADevice: resyncMFADevice,
  DeactivateMFADevice: deactivateMFADevice,
  ListMFADevices: listMFADevices,
  GetMFADevice: getMFADevice,
};
