import { compilePolicy } from "../../policy";
import type { PolicySource } from "../../policy";
import type { IamCaller } from "../callers";
import { isServiceError } from "../service-error";

/** Managed policies as IAM has them, each asked for once. */
export class ManagedPolicies {
  readonly #known = new Map<string, Promise<PolicySource | undefined>>();

  constructor(private readonly iam: IamCaller) {}

  /** The default version of the policy; undefined where IAM has none of that ARN. */
  read(arn: string): Promise<PolicySource | undefined> {
    const known = this.#known.get(arn) ?? this.#ask(arn);
    this.#known.set(arn, known);
    return known;
  }

  async #ask(arn: string): Promise<PolicySource | undefined> {
    try {
      const { Policy: policy } = await this.iam.getPolicy({ PolicyArn: arn });
      const { PolicyVersion: version } = await this.iam.getPolicyVersion({
        PolicyArn: arn,
        VersionId: policy?.DefaultVersionId,
      });
      return {
        id: policy?.PolicyName ?? arn,
        type: /:iam::aws:/.test(arn) ? "aws-managed" : "user-managed",
        document: compilePolicy(decodeURIComponent(version?.Document ?? "")),
      };
    } catch (error) {
      if (isServiceError(error) && error.name.startsWith("NoSuchEntity")) return undefined;
      throw error;
    }
  }
}
