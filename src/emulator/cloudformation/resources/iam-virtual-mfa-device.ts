import type { OperationContext } from "../../operation";
import { makeCode, stepOf } from "../../totp";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { textOf, textsOf } from "./property";
import { tagsOf, updateTags } from "./tags";

interface DeviceOutput {
  readonly VirtualMFADevice: { readonly SerialNumber: string; readonly Base32StringSeed: Uint8Array };
}

/**
 * AWS::IAM::VirtualMFADevice, enabled for its user: the seed is known here only, as the type has no attribute for it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-virtualmfadevice.html
 */
export const iamVirtualMfaDevice: ResourceHandler = {
  async create({ context, stack, properties, name, initiated }) {
    const { VirtualMFADevice: device } = await context.invoke<DeviceOutput>("iam", "CreateVirtualMFADevice", {
      VirtualMFADeviceName: name,
      Path: textOf(properties, "Path"),
      Tags: tagsOf(stack, properties),
    });
    const serialNumber = device.SerialNumber;
    initiated(serialNumber);
    const seed = Buffer.from(device.Base32StringSeed).toString("ascii");
    for (const user of textsOf(properties, "Users")) await enable(context, user, serialNumber, seed);
    return { physicalId: serialNumber, attributes: { SerialNumber: serialNumber } };
  },

  async update(request) {
    const { context, properties, previous, physicalId, attributes } = request;
    const users = textsOf(properties, "Users");
    const former = [...new Set(previous.flatMap((before) => textsOf(before, "Users")))];
    // Wording unverified, and whether AWS can: without its seed a device cannot be enabled for anybody else.
    if (users.some((user) => !former.includes(user))) {
      return { refused: `Virtual MFA device ${physicalId} cannot be enabled for other users than it was made for` };
    }
    for (const user of former) if (!users.includes(user)) await disable(context, user, physicalId);
    await updateTags("VirtualMFADevice", request);
    return { attributes };
  },

  async delete({ context, properties, physicalId }) {
    for (const user of textsOf(properties, "Users")) await disable(context, user, physicalId);
    await deleted(context.invoke("iam", "DeleteVirtualMFADevice", { SerialNumber: physicalId }));
  },
};

async function enable(context: OperationContext, user: string, serialNumber: string, seed: string): Promise<void> {
  const step = stepOf(context.clock.now());
  await context.invoke("iam", "EnableMFADevice", {
    UserName: user,
    SerialNumber: serialNumber,
    AuthenticationCode1: makeCode(seed, step - 1),
    AuthenticationCode2: makeCode(seed, step),
  });
}

async function disable(context: OperationContext, user: string, serialNumber: string): Promise<void> {
  await deleted(context.invoke("iam", "DeactivateMFADevice", { UserName: user, SerialNumber: serialNumber }));
}
