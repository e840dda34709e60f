import type { AppNames } from "./app-names";
import type { Attachment } from "./declarations";
import type { Statement } from "./statements";

/**
 * Why statements name actions or resources by wildcards, by the finding of cdk-nag's rule against it.
 * https://github.com/cdklabs/cdk-nag/blob/main/RULES.md: AwsSolutions-IAM5
 */
export function wildcardReasons(statements: readonly Statement[], names: AppNames): Record<string, string> {
  const reasons = new Map<string, Set<string>>();
  const add = (what: string, reason: string | undefined): void => {
    if (reason === undefined || !what.includes("*")) return;
    const finding = `AwsSolutions-IAM5[${inFinding(what)}]`;
    reasons.set(finding, (reasons.get(finding) ?? new Set()).add(reason));
  };
  for (const { actions, targets, reason } of statements) {
    for (const action of actions) add(`Action::${action}`, reason);
    for (const target of targets) add(`Resource::${target.text(names)}`, target.reason);
  }
  return Object.fromEntries([...reasons].map(([finding, texts]) => [finding, [...texts].join(" ")]));
}

/** Why a role attaches policies of AWS, by the finding of AwsSolutions-IAM4. */
export function attachmentReasons(attachments: readonly Attachment[]): Record<string, string> {
  return Object.fromEntries(
    attachments.flatMap((attachment) =>
      "aws" in attachment
        ? [[`AwsSolutions-IAM4[Policy::${inFinding(awsPolicyArn(attachment.aws))}]`, attachment.reason]]
        : [],
    ),
  );
}

/** ARN of a managed policy of AWS, as text for Fn::Sub. */
export function awsPolicyArn(pathAndName: string): string {
  return `arn:\${AWS::Partition}:iam::aws:policy/${pathAndName}`;
}

/** cdk-nag writes `<X>` for `${X}`. */
function inFinding(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, "<$1>");
}
