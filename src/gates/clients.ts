import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { IAM } from "@aws-sdk/client-iam";

export interface ClientOptions {
  /** Base URL of an emulator, or of any endpoint that speaks for all services. @default - AWS itself */
  readonly endpoint?: string;
  readonly region: string;
  /** @default - what the SDK finds in environment, profiles and instance metadata */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export interface Clients {
  readonly cloudFormation: CloudFormation;
  readonly iam: IAM;
  /** Closes the connections. */
  destroy(): void;
}

/** SDK clients of the services that gates and deployments need. */
export function createClients(options: ClientOptions): Clients {
  const config = {
    region: options.region,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
  };
  const cloudFormation = new CloudFormation(config);
  const iam = new IAM(config);
  return {
    cloudFormation,
    iam,
    destroy() {
      cloudFormation.destroy();
      iam.destroy();
    },
  };
}
