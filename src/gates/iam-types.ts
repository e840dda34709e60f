import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN } from "../catalog";
import type { IamCaller } from "./callers";

/** An IAM type as gates look at it. */
interface IamType {
  /** In messages, as the specification writes: `Role X`. */
  readonly kind: string;
  /** What its ARNs look like, in any partition. */
  readonly arn: RegExp;
  /** An ARN of this type, to try patterns on. */
  readonly exampleArn: string;
  /** Asks IAM for it by its CloudFormation physical id; yields the ARN it has. */
  readonly find?: (iam: IamCaller, physicalId: string) => Promise<string | undefined>;
}

function arnOf(kind: string): RegExp {
  return new RegExp(`^arn:aws(-[a-z]+)*:iam::[0-9]{12}:${kind}/[a-zA-Z0-9+=,.@_\\-/]+$`);
}

export const IAM_TYPES: ReadonlyMap<string, IamType> = new Map<string, IamType>([
  [
    "AWS::IAM::Role",
    {
      kind: "Role",
      arn: new RegExp(DEFAULT_ROLE_PATTERN),
      exampleArn: "arn:aws:iam::123456789012:role/app/Example-1A2B3C4D5E6F",
      find: async (iam, id) => (await iam.getRole({ RoleName: id })).Role?.Arn,
    },
  ],
  [
    "AWS::IAM::ManagedPolicy",
    {
      kind: "Policy",
      arn: new RegExp(DEFAULT_POLICY_PATTERN),
      exampleArn: "arn:aws:iam::123456789012:policy/app/Example-1A2B3C4D5E6F",
      find: async (iam, id) => (await iam.getPolicy({ PolicyArn: id })).Policy?.Arn,
    },
  ],
  [
    "AWS::IAM::InstanceProfile",
    {
      kind: "Instance profile",
      arn: arnOf("instance-profile"),
      exampleArn: "arn:aws:iam::123456789012:instance-profile/Example-1A2B3C4D5E6F",
      find: async (iam, id) => (await iam.getInstanceProfile({ InstanceProfileName: id })).InstanceProfile?.Arn,
    },
  ],
  [
    "AWS::IAM::User",
    {
      kind: "User",
      arn: arnOf("user"),
      exampleArn: "arn:aws:iam::123456789012:user/Example-1A2B3C4D5E6F",
      find: async (iam, id) => (await iam.getUser({ UserName: id })).User?.Arn,
    },
  ],
  [
    "AWS::IAM::Group",
    {
      kind: "Group",
      arn: arnOf("group"),
      exampleArn: "arn:aws:iam::123456789012:group/Example-1A2B3C4D5E6F",
      find: async (iam, id) => (await iam.getGroup({ GroupName: id })).Group?.Arn,
    },
  ],
]);

/** `Role`, `Queue`, `Function`: how the specification's sentences name the kind of a resource. */
export function kindOf(type: string): string {
  return IAM_TYPES.get(type)?.kind ?? type.split("::").at(-1) ?? type;
}
