// Small, named examples of what the constructs render: read them to see what a security team reviews. The contract is
// tested beside this file; a change here is a change in wording that somebody should look at.
import { App } from "aws-cdk-lib";
import { QuiltIamStack } from "../../../src/cdk";

interface Rendered {
  readonly Resources: Readonly<Record<string, unknown>>;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

function renderIamStack(): Rendered {
  const app = new App();
  const stack = new QuiltIamStack(app, "quilt-iam", { appStackName: "quilt" });
  return app.synth().getStackByName(stack.stackName).template as Rendered;
}

describe("rendered examples", () => {
  const template = renderIamStack();

  it("a role: SearchHandlerRole", () => {
    expect(template.Resources["SearchHandlerRole"]).toMatchInlineSnapshot(`
     {
       "Properties": {
         "AssumeRolePolicyDocument": {
           "Statement": [
             {
               "Action": "sts:AssumeRole",
               "Effect": "Allow",
               "Principal": {
                 "Service": "lambda.amazonaws.com",
               },
             },
           ],
           "Version": "2012-10-17",
         },
         "ManagedPolicyArns": [
           {
             "Fn::Sub": "arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
           },
           {
             "Ref": "BucketReadPolicy",
           },
         ],
         "Policies": [
           {
             "PolicyDocument": {
               "Statement": [
                 {
                   "Action": [
                     "es:ESHttpDelete",
                     "es:ESHttpGet",
                     "es:ESHttpHead",
                     "es:ESHttpPost",
                     "es:ESHttpPut",
                   ],
                   "Effect": "Allow",
                   "Resource": {
                     "Fn::Sub": "\${SearchDomainArn}/*",
                   },
                 },
               ],
               "Version": "2012-10-17",
             },
             "PolicyName": "ES",
           },
           {
             "PolicyDocument": {
               "Statement": [
                 {
                   "Action": [
                     "sqs:DeleteMessage",
                     "sqs:ReceiveMessage",
                     "sqs:GetQueueAttributes",
                   ],
                   "Effect": "Allow",
                   "Resource": {
                     "Fn::Sub": "arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${AppStackName}-IndexerQueue-????????????",
                   },
                 },
               ],
               "Version": "2012-10-17",
             },
             "PolicyName": "sqs",
           },
           {
             "PolicyDocument": {
               "Statement": [
                 {
                   "Action": "sqs:SendMessage",
                   "Effect": "Allow",
                   "Resource": {
                     "Fn::Sub": "arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${AppStackName}-ManifestIndexerQueue-????????????",
                   },
                 },
               ],
               "Version": "2012-10-17",
             },
             "PolicyName": "WriteManifestQueue",
           },
         ],
         "RoleName": {
           "Fn::Sub": "\${AWS::StackName}-SearchHandlerRole",
         },
       },
       "Type": "AWS::IAM::Role",
     }
    `);
  });

  it("a parameter: AppStackName", () => {
    expect(template.Parameters["AppStackName"]).toMatchInlineSnapshot(`
     {
       "AllowedPattern": "^[a-z](-?[a-z0-9])*$",
       "ConstraintDescription": "must begin with a letter and hold lower-case letters, digits and single hyphens, at most 25 characters.",
       "Default": "quilt",
       "Description": "Name of the application stack, not of this one: the names and ARNs of its resources are built from it.",
       "MaxLength": 25,
       "MinLength": 1,
       "Type": "String",
     }
    `);
  });

  it("an output: SearchHandlerRoleArn", () => {
    expect(template.Outputs["SearchHandlerRoleArn"]).toMatchInlineSnapshot(`
     {
       "Export": {
         "Name": {
           "Fn::Sub": "\${AWS::StackName}-SearchHandlerRoleArn",
         },
       },
       "Value": {
         "Fn::GetAtt": [
           "SearchHandlerRole",
           "Arn",
         ],
       },
     }
    `);
  });
});
