/** The error categories of the specification, by the names it gives them. */
export type ErrorCategory =
  | "Template Preparation Errors"
  | "IAM Stack Deployment Errors"
  | "Output Query Errors"
  | "Application Stack Deployment Errors"
  | "Update Propagation Errors"
  | "Stack Deletion Errors";

/** What a category means and how to stay out of it. */
export interface ErrorCategoryEntry {
  /** As the specification counts them, 1 to 6. */
  readonly number: number;
  readonly name: ErrorCategory;
  readonly scenario: string;
  readonly prevention: string;
}

export const ERROR_CATEGORIES: readonly ErrorCategoryEntry[] = [
  {
    number: 1,
    name: "Template Preparation Errors",
    scenario: "the split fails or one of its templates breaks the contract between them",
    prevention: "split with a configuration that lists every resource, and read the report before deploying",
  },
  {
    number: 2,
    name: "IAM Stack Deployment Errors",
    scenario: "the IAM stack is not created or updated",
    prevention: "upload the templates first, and give roles names that are unique in the account",
  },
  {
    number: 3,
    name: "Output Query Errors",
    scenario: "the outputs of the IAM stack are missing or unusable",
    prevention: "deploy the IAM stack before the application stack, under the name the application expects",
  },
  {
    number: 4,
    name: "Application Stack Deployment Errors",
    scenario: "the application stack is not created or updated, or runs without an ARN it needs",
    prevention: "pass every output of the IAM stack as the parameter of that name",
  },
  {
    number: 5,
    name: "Update Propagation Errors",
    scenario: "the application stack still runs on ARNs that the IAM stack no longer has",
    prevention: "update the application stack after every update of the IAM stack that replaced a role or policy",
  },
  {
    number: 6,
    name: "Stack Deletion Errors",
    scenario: "a stack cannot be deleted because its exports or resources are in use",
    prevention: "delete the application stack before the IAM stack",
  },
];
