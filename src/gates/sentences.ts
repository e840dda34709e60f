import type { ErrorCategory } from "./categories";
import type { Problem } from "./gate";

// The sentences that the specification gives for its six error categories ("Error Messages"), word for word, each with
// its recovery action as the remedy. A problem without a sentence there is worded beside the check that finds it.

/** @param role what refers, with its kind: `Role SearchHandlerRole` */
export function circularDependency(role: string, targetKind: string, target: string): Problem {
  return {
    category: "Template Preparation Errors",
    message: `Circular dependency detected: ${role} references ${targetKind} ${target}`,
    remedy: `Sever the reference to ${target}: give it a strategy under severing.resources of the configuration, and split again.`,
  };
}

export function outputMissingInTemplate(output: string): Problem {
  return {
    category: "Template Preparation Errors",
    message: `Output missing in IAM template: ${output}`,
    remedy: "List the resource in the split configuration and split again.",
  };
}

export function parameterMissingInTemplate(parameter: string): Problem {
  return {
    category: "Template Preparation Errors",
    message: `Parameter missing in app template: ${parameter}`,
    remedy: "Split again, so that IAM template and app template come from the same run.",
  };
}

export function templateUrlMissing(url: string): Problem {
  return {
    category: "IAM Stack Deployment Errors",
    message: `Template URL does not exist: ${url}`,
    remedy: "Upload the template to that place, and check that the deploying identity may read the bucket.",
  };
}

export function roleNameInUse(role: string): Problem {
  return {
    category: "IAM Stack Deployment Errors",
    message: `Role name already in use: ${role}`,
    remedy: "Delete the role that has this name (or the stack that owns it), or change RoleName in the template.",
  };
}

export function invalidTemplateProperty(property: string): Problem {
  return {
    category: "IAM Stack Deployment Errors",
    message: `Invalid template property: ${property}`,
    remedy: "Correct the property in the IAM template and deploy again.",
  };
}

export function stackNotFound(stack: string, category: ErrorCategory): Problem {
  return {
    category,
    message: `Stack not found: ${stack}`,
    remedy: "Check the stack name, account and region, and deploy the stack if it was never deployed.",
  };
}

export function stackOutputMissing(output: string, category: ErrorCategory): Problem {
  return {
    category,
    message: `Stack output missing: ${output}`,
    remedy: "Update the IAM stack with a template that has this output.",
  };
}

export function stackInFailedState(status: string, category: ErrorCategory): Problem {
  return {
    category,
    message: `Stack in failed state: ${status}`,
    remedy: status.startsWith("ROLLBACK")
      ? "Mend what the stack events name, delete the stack and create it again: after a failed creation it cannot be updated."
      : `Mend what the stack events name, then ${status.startsWith("DELETE") ? "delete" : "update"} the stack again.`,
  };
}

export function parameterNotProvided(parameter: string): Problem {
  return {
    category: "Application Stack Deployment Errors",
    message: `Parameter '${parameter}' is required but not provided`,
    remedy: `Pass the IAM stack's output ${parameter}Arn as parameter ${parameter} of the application stack.`,
  };
}

export function parameterMismatch(parameter: string, pattern: string, category: ErrorCategory): Problem {
  return {
    category,
    message: `Parameter '${parameter}' does not match pattern '${pattern}'`,
    remedy: "Check that the IAM stack's output is the ARN of the right resource, in the account of the application.",
  };
}

/** CloudFormation's own sentence: nothing exports what the stack imports. */
export function exportNotFound(name: string, category: ErrorCategory): Problem {
  return {
    category,
    message: `No export named ${name} found`,
    remedy: `Deploy the stack that exports ${name} first, in the same account and region. On an emulator of its own there is none: deploy it to one that runs (xiam emulator) and use xiam gates.`,
  };
}

/** `message` is CloudFormation's own, which names the parameters. */
export function parameterNotStored(message: string, category: ErrorCategory): Problem {
  return {
    category,
    message,
    remedy:
      "Create these parameters in Systems Manager, in the account and region of the stack (`cdk bootstrap` makes those " +
      "under /cdk-bootstrap), or give the template the names of ones that exist.",
  };
}

export function handlerMessage(message: string): Problem {
  return {
    category: "Application Stack Deployment Errors",
    message: `Resource handler returned message: '${message}'`,
    remedy: /\b(role|polic(y|ies)|assume[d]?)\b/i.test(message)
      ? "Check that the role exists, trusts the service that uses it, and is the one the IAM stack puts out."
      : "Correct the resource in the app template and deploy again.",
  };
}

export function exportStillImported(exportName: string, importer: string): Problem {
  return {
    category: "Stack Deletion Errors",
    message: `Export ${exportName} is still imported by stack ${importer}`,
    remedy: `Delete stack ${importer} first, or remove the import from it.`,
  };
}

export function resourcesInUse(): Problem {
  return {
    category: "Stack Deletion Errors",
    message: "Cannot delete stack while resources are in use",
    remedy: "Delete the application stack first, detach what is still attached, then delete the IAM stack.",
  };
}
