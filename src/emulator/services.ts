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

/** The service, at once where it was asked for before. */
export function loadService(name: ServiceName): Service | Promise<Service> {
  return loaded[name] ?? services[name]().then((service) => (loaded[name] = service));
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
