import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { awsQuery } from "../../../src/emulator/protocol/aws-query";
import { listOperationNames } from "../../../src/emulator/schema";
import type { ClientModule, Shape } from "../../../src/emulator/schema";
import { defineService } from "../../../src/emulator/service";

/** A value with everything in it that the shape has, two entries to a list, texts that need escaping. */
function makeSample(shape: Shape, path: string): unknown {
  if (shape.isListSchema()) {
    return [makeSample(shape.getValueSchema(), `${path}1`), makeSample(shape.getValueSchema(), `${path}2`)];
  }
  if (shape.isMapSchema()) return { [`${path} key`]: makeSample(shape.getValueSchema(), path) };
  if (shape.isStructSchema()) {
    const tooDeep = path.length > 8;
    return Object.fromEntries(
      [...shape.structIterator()].flatMap(([name, member]) =>
        tooDeep && (member.isListSchema() || member.isStructSchema()) ? [] : [[name, makeSample(member, `${path}.`)]],
      ),
    );
  }
  if (shape.isBooleanSchema()) return true;
  if (shape.isNumericSchema()) return 7;
  if (shape.isTimestampSchema()) return new Date("2026-11-21T22:01:02Z");
  if (shape.isBlobSchema()) return new Uint8Array([0, 1, 255]);
  return `${path} ä &<>"'+%=`;
}

interface CapturedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

type SendingClient = { send(command: unknown): Promise<Record<string, unknown>> };
type ClientClass = new (options: object) => SendingClient;
type CommandClass = new (input: unknown) => unknown;

/** Sends a full input by the SDK's client into our decoder, and a full output by our encoder into the client. */
async function exchange(module: ClientModule, className: string, operation: string) {
  const service = defineService({
    name: "iam",
    version: "v",
    namespace: "https://example.com/",
    protocol: awsQuery,
    client: module,
    operations: [],
    constraints: {},
    wording: "with-value",
  });
  const shapes = service.findShapes(operation);
  if (shapes === undefined) throw new Error(`no shapes for ${operation}`);
  const input = shapes.input.isUnitSchema() ? {} : makeSample(shapes.input, "i");
  const output = shapes.output.isUnitSchema() ? {} : makeSample(shapes.output, "o");
  let decoded: unknown;
  const client = new (module[className] as ClientClass)({
    endpoint: "http://127.0.0.1:1",
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: {
      handle: ({ body, headers }: CapturedRequest) => {
        decoded = awsQuery.decode(
          {
            method: "POST",
            path: "/",
            query: "",
            headers: { "content-type": headers["content-type"] ?? "" },
            body: Buffer.from(body),
          },
          service,
          operation,
        );
        const { status, headers: answered, body: xml } = awsQuery.encode(output, service, operation, "id");
        return Promise.resolve({ response: { statusCode: status, headers: answered, body: Buffer.from(xml) } });
      },
    },
  });
  const { $metadata, ...read } = await client.send(new (module[`${operation}Command`] as CommandClass)(input));
  void $metadata;
  return { input, decoded, output, read };
}

describe.each<[string, ClientModule, number]>([
  ["IAMClient", iam, 180],
  ["STSClient", sts, 11],
  ["CloudFormationClient", cloudformation, 80],
])("every operation of %s", (className, module, atLeast) => {
  const operations = listOperationNames(module);

  it("is in the SDK's model", () => {
    expect(operations.length).toBeGreaterThanOrEqual(atLeast);
  });

  it.each(operations)("%s is read as the SDK writes it and written as the SDK reads it", async (operation) => {
    const { input, decoded, output, read } = await exchange(module, className, operation);

    expect(decoded).toEqual(input);
    expect(read).toEqual(output);
  });
});
