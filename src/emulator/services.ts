import type { ServiceName } from "./operation";
import type { Service } from "./service";

/** Where a service is; read when it is first asked, so that starting the emulator loads none. */
type ServiceTable = Readonly<Record<ServiceName, () => Promise<Service>>>;

/** Every service of the emulator. */
export const services: ServiceTable = {
  iam: async () => (await import("./iam/index")).iam,
  sts: async () => (await import("./sts/index")).sts,
  cloudformation: async () => (await import("./cloudformation/index")).cloudformation,
  s3: async () => (await import("./s3/index")).s3,
  ssm: async () => (await import("./ssm/index")).ssm,
};

const loaded: Partial<Record<ServiceName, Service>> = {};

/** The service; asking the module system for it again each time would take longer than a small request. */
export async function loadService(name: ServiceName): Promise<Service> {
  return loaded[name] ?? (loaded[name] = await services[name]());
}

/** API versions that a query request may name in `Version`, and whose they are. */
export const servicesByApiVersion: Readonly<Record<string, ServiceName>> = {
  "2010-05-08": "iam",
  "2011-06-15": "sts",
  "2010-05-15": "cloudformation",
};

/** What stands before the dot in the header X-Amz-Target of JSON requests, and whose it is. */
export const servicesByTarget: Readonly<Record<string, ServiceName>> = { AmazonSSM: "ssm" };

export function isServiceName(text: string): text is ServiceName {
  return Object.hasOwn(services, text);
}
