import { PLAIN_LOWER_CASE_STACK_NAME, PLAIN_STACK_NAME } from "../../src/aws";
import { ERROR_CATEGORIES, QUALITY_GATES, runGates, type ErrorCategory, type Verdict } from "../../src/gates";
import {
  APP_TEMPLATE,
  IAM_TEMPLATE,
  ROLE_ARN,
  ServiceFault,
  contextOf,
  failure,
  resource,
  soundDeployment,
  type Deployment,
} from "./deployment";

/** A defect planted in a sound deployment, and what the gates must say of it. */
interface Defect {
  readonly name: string;
  readonly plant: (deployment: Deployment) => void;
  readonly message: string | RegExp;
  readonly category: ErrorCategory;
}

async function verdictOf(gate: number, plant: (deployment: Deployment) => void): Promise<Verdict> {
  const deployment = soundDeployment();
  plant(deployment);
  const [verdict] = await runGates(
    QUALITY_GATES.filter(({ number }) => number === gate),
    contextOf(deployment),
  );
  if (verdict === undefined) throw new Error(`no gate ${gate}`);
  return verdict;
}

const inIam = (from: string | RegExp, to: string) => (deployment: Deployment) => {
  deployment.iamTemplate = IAM_TEMPLATE.replace(from, () => to);
};
const inApp = (from: string | RegExp, to: string) => (deployment: Deployment) => {
  deployment.appTemplate = APP_TEMPLATE.replace(from, () => to);
};
const failed = (stack: "iamStack" | "appStack", status: "ROLLBACK_COMPLETE" | "DELETE_FAILED") => (d: Deployment) => {
  const subject = d[stack];
  if (subject !== undefined) d[stack] = { ...subject, StackStatus: status };
};

const PREPARATION = "Template Preparation Errors";
const IAM = "IAM Stack Deployment Errors";
const QUERY = "Output Query Errors";
const APP = "Application Stack Deployment Errors";

// The sentences in double quotes in the specification (spec/integration.md, "Error Handling Specifications") are the
// first word of each category; the others are our own.
const DEFECTS: Readonly<Record<number, readonly Defect[]>> = {
  1: [
    {
      name: "a template that CloudFormation refuses",
      plant: (d) => {
        d.validate = () => {
          throw new ServiceFault("ValidationError", "Template format error: unsupported structure.");
        };
      },
      message: "CloudFormation refuses the IAM template: Template format error: unsupported structure.",
      category: PREPARATION,
    },
    {
      name: "a template URL with nothing behind it",
      plant: (d) => {
        d.iamUrl = "https://bucket.s3.amazonaws.com/iam.yaml";
        d.validate = ({ TemplateURL }) => {
          if (TEMPLATE_URL_FAULT !== undefined && TemplateURL !== undefined) throw TEMPLATE_URL_FAULT;
        };
      },
      message: "Template URL does not exist: https://bucket.s3.amazonaws.com/iam.yaml",
      category: IAM,
    },
    {
      name: "an output that is missing",
      plant: inIam(/ {2}ApiRoleArn:\n.*\n.*\n/, ""),
      message: "Output missing in IAM template: ApiRoleArn",
      category: PREPARATION,
    },
    {
      name: "an output that is another resource's",
      plant: inIam("!GetAtt ApiRole.Arn", "!Ref ReadPolicy"),
      message: "Output ApiRoleArn in IAM template is not a value of ApiRole",
      category: PREPARATION,
    },
    {
      name: "an output that is an id instead of an ARN",
      plant: inIam("!GetAtt ApiRole.Arn", "!GetAtt ApiRole.RoleId"),
      message: "Output ApiRoleArn in IAM template is not a value of ApiRole",
      category: PREPARATION,
    },
    {
      name: "an export of another name",
      plant: inIam("${AWS::StackName}-ApiRoleArn", "api-role"),
      message: "Output ApiRoleArn in IAM template is not exported as ${AWS::StackName}-ApiRoleArn",
      category: PREPARATION,
    },
    {
      name: "a role that refers to a queue of the application",
      plant: inIam("AssumeRolePolicyDocument: {}", "AssumeRolePolicyDocument: { Resource: !GetAtt Queue.Arn }"),
      message: "Circular dependency detected: Role ApiRole references Queue Queue",
      category: PREPARATION,
    },
    {
      name: "a policy that names a function of the application in a text",
      plant: inIam("-Queue-????????????", "-${Function}"),
      message: "Circular dependency detected: Policy ReadPolicy references Function Function",
      category: PREPARATION,
    },
    {
      name: "a pattern for a queue that the application no longer has",
      plant: (d) => {
        inIam("Default: shop", `Default: shop, AllowedPattern: '${PLAIN_STACK_NAME}'`)(d);
        inApp("  Queue:", "  Jobs:")(d);
      },
      message: "ReadPolicy in IAM template names resource Queue, which is not in the app template",
      category: PREPARATION,
    },
    {
      name: "a pattern in lower case for a bucket that the application no longer has",
      plant: (d) => {
        const named = `Default: shop, AllowedPattern: '${PLAIN_LOWER_CASE_STACK_NAME}'`;
        d.iamTemplate = IAM_TEMPLATE.replace("Default: shop", () => named).replace("}-Queue-", () => "}-queue-");
        inApp("  Queue:", "  Jobs:")(d);
      },
      message: "ReadPolicy in IAM template names resource queue, which is not in the app template",
      category: PREPARATION,
    },
    {
      name: "a resource policy in the IAM template",
      plant: inIam("Outputs:", "  QueuePolicy: { Type: 'AWS::SQS::QueuePolicy' }\nOutputs:"),
      message: "IAM template contains a resource policy: QueuePolicy (AWS::SQS::QueuePolicy)",
      category: PREPARATION,
    },
    {
      name: "a queue in the IAM template",
      plant: inIam("Outputs:", "  Jobs: { Type: 'AWS::SQS::Queue' }\nOutputs:"),
      message: "IAM template contains a resource that is not IAM's: Jobs (AWS::SQS::Queue)",
      category: PREPARATION,
    },
    {
      name: "an IAM template that is too large",
      plant: inIam("Parameters:", `Description: ${"x".repeat(1_000_000)}\nParameters:`),
      message: /^The IAM template has 10\d{5} bytes, CloudFormation takes at most 1000000$/,
      category: PREPARATION,
    },
    {
      name: "a parameter that is missing",
      plant: inApp(/ {2}ApiRole: .*\n/, ""),
      message: "Parameter missing in app template: ApiRole",
      category: PREPARATION,
    },
    {
      name: "a parameter of another type",
      plant: inApp("ApiRole: { Type: String", "ApiRole: { Type: CommaDelimitedList"),
      message: 'Parameter ApiRole in app template has Type "CommaDelimitedList", expected String',
      category: PREPARATION,
    },
    {
      name: "a parameter without a pattern",
      plant: inApp(/ApiRole: \{ Type: String, .*\}/, "ApiRole: { Type: String }"),
      message: "Parameter ApiRole in app template has no AllowedPattern",
      category: PREPARATION,
    },
    {
      name: "a parameter that goes without",
      plant: inApp("ApiRole: { Type: String", "ApiRole: { Type: String, Default: arn:aws:iam::123456789012:role/old"),
      message: "Parameter ApiRole in app template has the default arn:aws:iam::123456789012:role/old",
      category: PREPARATION,
    },
    {
      name: "a pattern that refuses roles",
      plant: inApp(":role\\/", ":group\\/"),
      message: /^Parameter ApiRole in app template has an AllowedPattern that refuses arn:aws:iam::123456789012:role/,
      category: PREPARATION,
    },
    {
      name: "a pattern that takes anything",
      plant: inApp(/ApiRole: \{ Type: String, .*\}/, "ApiRole: { Type: String, AllowedPattern: '.*' }"),
      message: "Parameter ApiRole in app template has an AllowedPattern that takes 'not-an-arn'",
      category: PREPARATION,
    },
    {
      name: "a pattern that is no expression",
      plant: inApp(/ApiRole: \{ Type: String, .*\}/, "ApiRole: { Type: String, AllowedPattern: '[' }"),
      message: "Parameter ApiRole in app template has an AllowedPattern that cannot be read",
      category: PREPARATION,
    },
    {
      name: "a pattern that backtracks for ever",
      plant: inApp(/ApiRole: \{ Type: String, .*\}/, "ApiRole: { Type: String, AllowedPattern: '(([^z]+)+)+x' }"),
      message: "Parameter ApiRole in app template has an AllowedPattern that takes too long to match",
      category: PREPARATION,
    },
    {
      name: "a GetAtt on a parameter",
      plant: inApp("!Ref ApiRole", "!GetAtt ApiRole.Arn"),
      message: "App template uses Fn::GetAtt ApiRole.Arn where ApiRole is a parameter",
      category: PREPARATION,
    },
    {
      name: "a role that both templates define",
      plant: inApp("  Queue:", "  ReadPolicy: { Type: 'AWS::IAM::ManagedPolicy' }\n  Queue:"),
      message: "App template still defines ReadPolicy, which the IAM template owns",
      category: PREPARATION,
    },
  ],
  2: [
    {
      name: "no IAM stack",
      plant: (d) => {
        d.iamStack = undefined;
      },
      message: "Stack not found: shop-iam",
      category: IAM,
    },
    {
      name: "an IAM stack whose template URL led nowhere",
      plant: (d) => {
        d.iamStack = undefined;
        d.iamUrl = "https://bucket.s3.amazonaws.com/iam.yaml";
        d.iamRefusal = "TemplateURL must reference a valid S3 object to which you have access.";
      },
      message: "Template URL does not exist: https://bucket.s3.amazonaws.com/iam.yaml",
      category: IAM,
    },
    {
      name: "an IAM stack that CloudFormation refused",
      plant: (d) => {
        d.iamStack = undefined;
        d.iamRefusal = "Requires capabilities : [CAPABILITY_NAMED_IAM]";
      },
      message: "Requires capabilities : [CAPABILITY_NAMED_IAM]",
      category: IAM,
    },
    {
      name: "an IAM stack that was rolled back",
      plant: failed("iamStack", "ROLLBACK_COMPLETE"),
      message: "Stack in failed state: ROLLBACK_COMPLETE",
      category: IAM,
    },
    {
      name: "a role name that is taken",
      plant: (d) => {
        failed("iamStack", "ROLLBACK_COMPLETE")(d);
        // facts/cloudformation.md 2.6 (handler message) around aws-errors.tsv (EntityAlreadyExists).
        const reason = `Resource handler returned message: "Role with name api already exists. (Service: Iam, Status Code: 409)" (RequestToken: 1, HandlerErrorCode: AlreadyExists)`;
        d.iamEvents.unshift(failure("shop-iam", "ApiRole", "AWS::IAM::Role", reason));
      },
      message: "Role name already in use: api",
      category: IAM,
    },
    {
      name: "a property that does not exist",
      plant: (d) => {
        failed("iamStack", "ROLLBACK_COMPLETE")(d);
        const reason =
          "Properties validation failed for resource ApiRole with message: extraneous key [Colour] is not permitted";
        d.iamEvents.unshift(failure("shop-iam", "ApiRole", "AWS::IAM::Role", reason));
      },
      message: "Invalid template property: Colour",
      category: IAM,
    },
    {
      name: "a resource that failed for another reason",
      plant: (d) => {
        failed("iamStack", "ROLLBACK_COMPLETE")(d);
        d.iamEvents.unshift(failure("shop-iam", "ApiRole", "AWS::IAM::Role", "Rate exceeded"));
      },
      message: "ApiRole is CREATE_FAILED: Rate exceeded",
      category: IAM,
    },
    {
      name: "an import that nothing exports",
      plant: (d) => {
        failed("iamStack", "ROLLBACK_COMPLETE")(d);
        // As CloudFormation puts it into the stack's own event (unverified), since no resource failed.
        const reason = "No export named network-QueueArn found. Rollback requested by user.";
        d.iamEvents.unshift({
          ...failure("shop-iam", "shop-iam", "AWS::CloudFormation::Stack", reason),
          ResourceStatus: "ROLLBACK_IN_PROGRESS",
          PhysicalResourceId: d.iamStack?.StackId,
        });
      },
      message: "No export named network-QueueArn found",
      category: IAM,
    },
    {
      name: "exports in use when the IAM stack was to be deleted",
      plant: (d) => {
        failed("iamStack", "DELETE_FAILED")(d);
        const reason = "Export shop-iam-ApiRoleArn cannot be deleted as it is in use by other-stack";
        if (d.iamStack !== undefined) d.iamStack = { ...d.iamStack, StackStatusReason: reason };
      },
      message: "Export shop-iam-ApiRoleArn is still imported by stack other-stack",
      category: "Stack Deletion Errors",
    },
    {
      name: "resources in use when the IAM stack was to be deleted",
      plant: failed("iamStack", "DELETE_FAILED"),
      message: "Cannot delete stack while resources are in use",
      category: "Stack Deletion Errors",
    },
    {
      name: "a role that somebody deleted",
      plant: (d) => {
        d.entities.delete("shop-iam-ApiRole-1A2B3C4D5E6F");
      },
      message: "Resource ApiRole does not exist in IAM: shop-iam-ApiRole-1A2B3C4D5E6F",
      category: IAM,
    },
    {
      name: "a resource that is not complete",
      plant: (d) => {
        d.iamResources = d.iamResources.map((entry) => ({ ...entry, ResourceStatus: "UPDATE_FAILED" as const }));
      },
      message: "Resource ApiRole is UPDATE_FAILED",
      category: IAM,
    },
    {
      name: "a resource that the stack lacks",
      plant: (d) => {
        d.iamResources = d.iamResources.slice(0, 1);
      },
      message: "Resource missing in IAM stack: ReadPolicy",
      category: IAM,
    },
    {
      name: "an output that the stack lacks",
      plant: (d) => {
        if (d.iamStack !== undefined) d.iamStack = { ...d.iamStack, Outputs: d.iamStack.Outputs?.slice(1) };
      },
      message: "Stack output missing: ApiRoleArn",
      category: IAM,
    },
    {
      name: "an output that is no ARN",
      plant: withOutput("ApiRoleArn", "shop-iam-ApiRole-1A2B3C4D5E6F"),
      message: "Stack output ApiRoleArn is no ARN of AWS::IAM::Role: shop-iam-ApiRole-1A2B3C4D5E6F",
      category: IAM,
    },
    {
      name: "an output that is another role's ARN",
      plant: withOutput("ApiRoleArn", "arn:aws:iam::123456789012:role/other"),
      message: `Stack output ApiRoleArn is arn:aws:iam::123456789012:role/other, but IAM says ${ROLE_ARN}`,
      category: IAM,
    },
  ],
  3: [
    {
      name: "no IAM stack",
      plant: (d) => {
        d.iamStack = undefined;
      },
      message: "Stack not found: shop-iam",
      category: QUERY,
    },
    {
      name: "a failed IAM stack",
      plant: failed("iamStack", "ROLLBACK_COMPLETE"),
      message: "Stack in failed state: ROLLBACK_COMPLETE",
      category: QUERY,
    },
    {
      name: "an output that the stack lacks",
      plant: (d) => {
        if (d.iamStack !== undefined) d.iamStack = { ...d.iamStack, Outputs: [] };
      },
      message: "Stack output missing: ApiRoleArn",
      category: QUERY,
    },
    {
      name: "an output whose name does not lead to its parameter",
      plant: (d) => {
        d.wiring = d.wiring.map((wire) => ({ ...wire, parameter: `The${wire.parameter}` }));
      },
      message: "Output ApiRoleArn does not become parameter TheApiRole when 'Arn' is taken off",
      category: QUERY,
    },
    {
      name: "an export that is missing",
      plant: (d) => {
        d.exports = d.exports.slice(1);
      },
      message: "Export missing: shop-iam-ApiRoleArn",
      category: QUERY,
    },
    {
      name: "an export of another stack",
      plant: (d) => {
        d.exports = d.exports.map((entry) => ({ ...entry, ExportingStackId: "other" }));
      },
      message: "Export shop-iam-ApiRoleArn belongs to another stack: other",
      category: QUERY,
    },
    {
      name: "an export of another value",
      plant: (d) => {
        d.exports = d.exports.map((entry) => ({ ...entry, Value: "stale" }));
      },
      message: `Export shop-iam-ApiRoleArn is stale, but output ApiRoleArn is ${ROLE_ARN}`,
      category: QUERY,
    },
    {
      name: "an output that its parameter refuses",
      plant: withOutput("ApiRoleArn", "arn:aws:iam::123456789012:user/api"),
      message: /^Parameter 'ApiRole' does not match pattern '\^arn:aws/,
      category: QUERY,
    },
    {
      name: "a parameter for an ARN that no output feeds",
      plant: inApp(
        "Parameters:",
        "Parameters:\n  OtherRole: { Type: String, AllowedPattern: '^arn:aws:iam::[0-9]+:role/.+$' }",
      ),
      message: "Parameter 'OtherRole' is required but not provided",
      category: APP,
    },
  ],
  4: [
    {
      name: "no app stack",
      plant: (d) => {
        d.appStack = undefined;
      },
      message: "Stack not found: shop",
      category: APP,
    },
    {
      name: "an app stack that lacked a value",
      plant: (d) => {
        d.appStack = undefined;
        d.appRefusal = "Parameters: [ApiRole, ReadPolicy] must have values"; // facts/cloudformation.md 2.2
      },
      message: "Parameter 'ReadPolicy' is required but not provided",
      category: APP,
    },
    {
      name: "an app stack that looked up what is not there",
      plant: (d) => {
        d.appStack = undefined;
        // facts/cloudformation.md 2.2
        d.appRefusal = "Unable to fetch parameters [/a, /b] from parameter store for this account.";
      },
      message: "Unable to fetch parameters [/a, /b] from parameter store for this account.",
      category: APP,
    },
    {
      name: "an app stack with a value that its pattern refused",
      plant: (d) => {
        d.appStack = undefined;
        d.appRefusal = "Parameter 'ApiRole' must match pattern ^arn:aws:iam::.+$"; // facts/cloudformation.md 2.2
      },
      message: "Parameter 'ApiRole' does not match pattern '^arn:aws:iam::.+$'",
      category: APP,
    },
    {
      name: "an IAM stack that was given another stack's name",
      plant: (d) => {
        inIam("Default: shop", `Default: shop, AllowedPattern: '${PLAIN_STACK_NAME}'`)(d);
        if (d.iamStack !== undefined) {
          d.iamStack.Parameters = [{ ParameterKey: "AppStackName", ParameterValue: "shop-prod" }];
        }
      },
      message: "Parameter 'AppStackName' of the IAM stack is shop-prod, but the application stack is shop",
      category: "Update Propagation Errors",
    },
    {
      name: "an app stack that was rolled back",
      plant: failed("appStack", "ROLLBACK_COMPLETE"),
      message: "Stack in failed state: ROLLBACK_COMPLETE",
      category: APP,
    },
    {
      name: "a role that the resource's service refused",
      plant: (d) => {
        failed("appStack", "ROLLBACK_COMPLETE")(d);
        const reason = `Resource handler returned message: "Role ${ROLE_ARN} does not exist" (RequestToken: 1, HandlerErrorCode: InvalidRequest)`;
        d.appEvents.unshift(failure("shop", "Function", "AWS::Lambda::Function", reason));
      },
      message: `Resource handler returned message: 'Role ${ROLE_ARN} does not exist'`,
      category: APP,
    },
    {
      name: "a failure that a good state hides",
      plant: (d) => {
        d.appEvents.unshift(failure("shop", "Queue", "AWS::SQS::Queue", "still in use"));
      },
      message: "Queue is CREATE_FAILED: still in use",
      category: APP,
    },
    {
      name: "a resource that is not complete",
      plant: (d) => {
        d.appResources = d.appResources.map((entry) => ({ ...entry, ResourceStatus: "UPDATE_FAILED" as const }));
      },
      message: "Resource Queue is UPDATE_FAILED",
      category: APP,
    },
    {
      name: "a parameter that the app stack was not given",
      plant: (d) => {
        if (d.appStack !== undefined) d.appStack = { ...d.appStack, Parameters: [] };
      },
      message: "Parameter 'ApiRole' is required but not provided",
      category: APP,
    },
    {
      name: "an app stack on a stale ARN",
      plant: (d) => {
        const stale = { ParameterKey: "ApiRole", ParameterValue: "arn:aws:iam::123456789012:role/old" };
        if (d.appStack !== undefined) {
          d.appStack = { ...d.appStack, Parameters: [stale, ...(d.appStack.Parameters?.slice(1) ?? [])] };
        }
      },
      message: `Parameter 'ApiRole' is arn:aws:iam::123456789012:role/old, but the IAM stack puts out ${ROLE_ARN}`,
      category: "Update Propagation Errors",
    },
    {
      name: "an IAM stack that is gone",
      plant: (d) => {
        d.iamStack = undefined;
      },
      message: "Stack not found: shop-iam",
      category: APP,
    },
    {
      name: "an IAM stack that no longer has the output",
      plant: (d) => {
        if (d.iamStack !== undefined) d.iamStack = { ...d.iamStack, Outputs: [] };
      },
      message: "Stack output missing: ApiRoleArn",
      category: APP,
    },
  ],
};

const TEMPLATE_URL_FAULT = new ServiceFault("ValidationError", "S3 error: Access Denied");

function withOutput(key: string, value: string) {
  return (d: Deployment): void => {
    const outputs = d.iamStack?.Outputs?.map((entry) =>
      entry.OutputKey === key ? { ...entry, OutputValue: value } : entry,
    );
    if (d.iamStack !== undefined) d.iamStack = { ...d.iamStack, Outputs: outputs };
  };
}

describe("a sound deployment", () => {
  it("passes all five gates", async () => {
    const verdicts = await runGates(QUALITY_GATES, contextOf(soundDeployment()));

    expect(verdicts.map(({ gate, verdict, findings }) => [gate.number, verdict, findings])).toEqual([
      [1, "passed", []],
      [2, "passed", []],
      [3, "passed", []],
      [4, "passed", []],
      [5, "passed", []],
    ]);
  });

  it("passes with failures of an earlier attempt in its history", async () => {
    const verdict = await verdictOf(4, (d) => {
      d.appEvents.push(failure("shop", "Queue", "AWS::SQS::Queue", "quota reached last week"));
    });

    expect(verdict.verdict).toBe("passed");
  });

  it("passes with a role whose condition does not hold", async () => {
    const plant = (d: Deployment): void => {
      d.wiring = d.wiring.map((wire) => (wire.logicalId === "ReadPolicy" ? { ...wire, condition: "Never" } : wire));
      d.iamResources = d.iamResources.slice(0, 1);
      if (d.iamStack !== undefined) d.iamStack = { ...d.iamStack, Outputs: d.iamStack.Outputs?.slice(0, 1) };
      d.exports = d.exports.slice(0, 1);
    };

    expect((await verdictOf(2, plant)).verdict).toBe("passed");
    expect((await verdictOf(3, plant)).verdict).toBe("passed");
    expect((await verdictOf(4, plant)).verdict).toBe("passed");
  });

  it("passes with types that IAM cannot be asked about", async () => {
    const verdict = await verdictOf(2, (d) => {
      d.iamResources.push(resource("Inline", "AWS::IAM::Policy", "shop-Inli-1A2B3C4D5E6F"));
    });

    expect(verdict.verdict).toBe("passed");
  });
});

describe.each([1, 2, 3, 4])("gate %i", (gate) => {
  it.each(DEFECTS[gate]?.map((defect) => [defect.name, defect] as const) ?? [])("finds %s", async (_name, defect) => {
    const { verdict, findings } = await verdictOf(gate, defect.plant);

    expect(verdict).toBe("failed");
    expect(findings).toContainEqual(
      expect.objectContaining({
        gate,
        category: defect.category,
        message: typeof defect.message === "string" ? defect.message : expect.stringMatching(defect.message),
        remedy: expect.stringMatching(/\S/),
      }),
    );
  });
});

describe("gates without their subject", () => {
  it("do not apply where no template is known", async () => {
    const verdict = await verdictOf(1, (d) => {
      d.iamTemplate = undefined;
      d.appTemplate = undefined;
    });

    expect(verdict.verdict).toBe("not applicable");
  });

  it("do not apply where no app stack is meant", async () => {
    const verdict = await verdictOf(4, (d) => {
      d.withoutAppStack = true;
    });

    expect(verdict.verdict).toBe("not applicable");
  });
});

describe("the catalogue of gates", () => {
  it("holds these and no others", () => {
    expect(QUALITY_GATES.map(({ number, id }) => [number, id])).toEqual([
      [1, "template-validation"],
      [2, "iam-stack-deployment"],
      [3, "output-query"],
      [4, "app-stack-deployment"],
      [5, "runtime-validation"],
    ]);
  });

  it("has a defect in this file for each of the six error categories", () => {
    const covered = new Set(Object.values(DEFECTS).flatMap((defects) => defects.map(({ category }) => category)));

    expect(ERROR_CATEGORIES.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
    expect(ERROR_CATEGORIES.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
