import {
  CfnDeployment,
  CfnMethod,
  CfnResource as CfnApiResource,
  CfnRestApi,
  CfnStage,
} from "aws-cdk-lib/aws-apigateway";
import { CfnLayerVersion, CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Aws, Fn } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge";
import type { AppContext } from "./app-context";
import type { FunctionCode } from "./artifacts";
import { keepId } from "./keep-id";
import { VpcFunction } from "./vpc-function";

/** A path of the API and the function behind it. */
interface Endpoint {
  /** Last part of the URL. */
  readonly path: string;
  /** Logical ids: of the function, and the beginning of those of its API resources. */
  readonly functionId: string;
  readonly prefix: string;
  readonly code: FunctionCode;
  readonly memorySize: number;
  readonly environment?: { readonly [name: string]: string };
  readonly layers?: readonly string[];
}

/** Longest that API Gateway waits for a function, seconds: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const LONGEST_ANSWER = 29;

const STAGE = "prod";

const BY_SIGNED_URL = "Callers show the signed URL of a file, and the functions read with no other right to it";
const LOGS_NEED_ACCOUNT = "API Gateway logs by a role of the whole account, which is not this stack's to set";

const ACKNOWLEDGED = {
  "AwsSolutions-APIG1": LOGS_NEED_ACCOUNT,
  "AwsSolutions-APIG2": "The functions check their parameters themselves and answer with what is wrong",
  "AwsSolutions-APIG4": BY_SIGNED_URL,
  "AwsSolutions-APIG6": LOGS_NEED_ACCOUNT,
  "AwsSolutions-COG4": BY_SIGNED_URL,
};

/** The HTTP API by which the web catalogue shows files: previews, thumbnails, media and tables, each by a function. */
export class PreviewApi extends Construct {
  readonly url: string;
  /** ARN of the stage that serves it. */
  readonly stageArn: string;
  private readonly api: CfnRestApi;

  constructor(scope: Construct, id: string, context: AppContext) {
    super(scope, id);
    const { artifacts } = context;
    const ffmpeg = keepId(
      new CfnLayerVersion(this, "TranscodeFfmpegLayer", {
        layerName: Fn.sub("${AWS::StackName}-ffmpeg"),
        content: artifacts.archive("ffmpeg"),
      }),
    );
    const endpoints: readonly Endpoint[] = [
      {
        path: "preview",
        functionId: "PreviewHandler",
        prefix: "Preview",
        code: artifacts.function("preview", "t4_lambda_preview.lambda_handler"),
        memorySize: 3008,
        environment: { JUPYTER_PATH: "./share/jupyter" },
      },
      {
        path: "thumbnail",
        functionId: "ThumbnailLambda",
        prefix: "Thumbnail",
        code: { imageUri: artifacts.imageUri("thumbnail") },
        memorySize: 2048,
        environment: { CLEANUP_TMP_DIR: "1", MAX_IMAGE_PIXELS: String(2 ** 31) },
      },
      {
        path: "transcode",
        functionId: "TranscodeHandler",
        prefix: "Transcode",
        code: artifacts.function("transcode", "index.lambda_handler"),
        memorySize: 2048,
        layers: [ffmpeg.ref],
      },
      {
        path: "tabular-preview",
        functionId: "TabularPreviewLambda",
        prefix: "TabularPreview",
        code: artifacts.function("tabular-preview", "t4_lambda_tabular_preview.lambda_handler"),
        memorySize: 3008,
      },
    ];
    this.api = keepId(
      new CfnRestApi(this, "Api", {
        name: Aws.STACK_NAME,
        binaryMediaTypes: ["*/*"],
        minimumCompressionSize: 1024,
        endpointConfiguration: { types: ["REGIONAL"] },
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: "*",
              Action: "execute-api:Invoke",
              Resource: endpoints.map(({ path }) => `execute-api:/*/*/${path}`),
            },
          ],
        },
      }),
    );
    acknowledge(this, ACKNOWLEDGED);
    const methods = endpoints.map((endpoint) => this.serve(endpoint, context));
    const deployment = keepId(new CfnDeployment(this, "ApiDeployment", { restApiId: this.api.ref }));
    methods.forEach((method) => deployment.node.addDependency(method));
    const stage = keepId(
      new CfnStage(this, "ApiStage", {
        stageName: STAGE,
        restApiId: this.api.ref,
        deploymentId: deployment.ref,
        methodSettings: [{ httpMethod: "*", resourcePath: "/*", throttlingBurstLimit: 500, throttlingRateLimit: 1000 }],
      }),
    );
    const { PARTITION, REGION } = Aws;
    this.stageArn = `arn:${PARTITION}:apigateway:${REGION}::/restapis/${this.api.ref}/stages/${stage.ref}`;
    this.url = `https://${this.api.ref}.execute-api.${REGION}.${Aws.URL_SUFFIX}/${STAGE}`;
  }

  private serve(endpoint: Endpoint, { iam, network, parameters }: AppContext): CfnMethod {
    const { path, functionId, prefix, code, memorySize, layers, environment } = endpoint;
    const handler = new VpcFunction(this, functionId, {
      code,
      role: iam.roleArn("ApiRole"),
      network,
      timeout: LONGEST_ANSWER,
      memorySize,
      layers,
      environment: { WEB_ORIGIN: `https://${parameters.value("QuiltWebHost")}`, ...environment },
    });
    const resource = keepId(
      new CfnApiResource(this, `${prefix}Resource`, {
        restApiId: this.api.ref,
        parentId: this.api.attrRootResourceId,
        pathPart: path,
      }),
    );
    keepId(
      new CfnPermission(this, `${prefix}Permission`, {
        functionName: handler.arn,
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: Fn.sub(
          `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${this.api.node.id}}/*/GET/${path}`,
        ),
      }),
    );
    return keepId(
      new CfnMethod(this, `${prefix}Method`, {
        restApiId: this.api.ref,
        resourceId: resource.ref,
        httpMethod: "GET",
        authorizationType: "NONE",
        integration: {
          type: "AWS_PROXY",
          integrationHttpMethod: "POST",
          uri: Fn.sub(
            `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionId}.Arn}/invocations`,
          ),
        },
      }),
    );
  }
}
