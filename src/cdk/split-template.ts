import { readInput } from "../files";
import { split } from "../split";
import { parseTemplate } from "../template";
import { AppTemplate } from "./app-template";
import { IamCatalog } from "./iam-catalog";
import { IamTemplate } from "./iam-template";

/** How a monolith is split. */
export interface SplitTemplateProps {
  /**
   * Path of the template that holds everything, YAML or JSON, relative to the working folder.
   */
  readonly templateFile: string;
  /**
   * What goes to the IAM template.
   * @default - every IAM resource
   */
  readonly catalog?: IamCatalog;
  /**
   * Name of the application stack. Needed where it holds upper case and the application has buckets, whose names
   * CloudFormation writes in lower case.
   * @default - any lower-case name; whoever deploys the IAM stack gives it as parameter AppStackName
   */
  readonly appStackName?: string;
}

/** A template that held everything, split at synthesis into an IAM template and an application template. */
export class SplitTemplate {
  /** Splits a template. */
  public static fromMonolith(props: SplitTemplateProps): SplitTemplate {
    return new SplitTemplate(props);
  }

  /** Roles and managed policies. */
  public readonly iam: IamTemplate;
  /** Everything else, with parameters for the ARNs. */
  public readonly app: AppTemplate;
  /** Reservations that the split has about its result, a sentence each. */
  public readonly warnings: string[];

  private constructor({ templateFile, catalog, appStackName }: SplitTemplateProps) {
    const template = parseTemplate(readInput(templateFile, "template"), { file: templateFile });
    const { iam, app, report } = split(template, (catalog ?? IamCatalog.everything())._catalog, {
      ...(appStackName !== undefined && { appStackName }),
    });
    this.iam = IamTemplate._of(iam);
    this.app = AppTemplate._of(app);
    this.warnings = report.warnings.map(({ message }) => message);
  }
}
