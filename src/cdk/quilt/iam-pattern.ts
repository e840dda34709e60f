/** Where the roles and managed policies of an application live. */
export enum IamPattern {
  /** In a stack of their own, which the security team deploys first; the application takes their ARNs as parameters. */
  EXTERNAL = "external",
  /** In the application's stack, as before there was an IAM stack: no parameters for IAM. */
  INLINE = "inline",
}
