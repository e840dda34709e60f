import { listNeighbours } from "../../../src/gates/access/list-neighbours";
import type { Names } from "../../../src/gates/access/list-neighbours";

const NAMES: Names = {
  stack: "shop",
  resources: new Map([
    ["Jobs", "shop-Jobs-AAAABBBBCCCC"],
    ["Files", "shop-files-aaaabbbbcccc"],
    ["FilesPolicy", "shop-files-aaaabbbbcccc"],
    ["Fixed", "prices"],
    ["AWS::StackId", "1234-5678"],
  ]),
  elsewhere: new Map([
    ["Jobs", "shop-Jobs-111122223333"],
    ["Files", "shop-files-ddddeeeeffff"],
    ["FilesPolicy", "shop-files-ddddeeeeffff"],
    ["Fixed", "prices"],
    ["AWS::StackId", "8765-4321"],
  ]),
};
const PLACE = "us-east-1:123456789012";

describe("what is just outside a resource", () => {
  it("is every other name that it may be taken for, and every other place", () => {
    expect(listNeighbours(`arn:aws:sqs:${PLACE}:shop-Jobs-AAAABBBBCCCC`, NAMES)).toEqual([
      { kind: "another generated name", resource: `arn:aws:sqs:${PLACE}:shop-Jobs-111122223333`, of: ["Jobs"] },
      { kind: "another resource", resource: `arn:aws:sqs:${PLACE}:shop-Jobsx-AAAABBBBCCCC`, of: ["Jobs"] },
      { kind: "another stack", resource: `arn:aws:sqs:${PLACE}:shop2-Jobs-AAAABBBBCCCC`, of: ["Jobs"] },
      { kind: "a longer name", resource: `arn:aws:sqs:${PLACE}:shop-Jobs-AAAABBBBCCCC-x`, of: ["Jobs"] },
      { kind: "another account", resource: "arn:aws:sqs:us-east-1:210987654321:shop-Jobs-AAAABBBBCCCC" },
      { kind: "another region", resource: "arn:aws:sqs:ap-south-2:123456789012:shop-Jobs-AAAABBBBCCCC" },
      { kind: "deeper", resource: `arn:aws:sqs:${PLACE}:shop-Jobs-AAAABBBBCCCC/xiamprobe` },
    ]);
  });

  it("is beside a bucket in lower case, and belongs to all that bear its name", () => {
    expect(
      listNeighbours("arn:aws:s3:::shop-files-aaaabbbbcccc/a/*", NAMES).map(({ resource, of }) => [resource, of]),
    ).toEqual([
      ["arn:aws:s3:::shop-files-ddddeeeeffff/a/*", ["Files", "FilesPolicy"]],
      ["arn:aws:s3:::shop-filesx-aaaabbbbcccc/a/*", ["Files", "FilesPolicy"]],
      ["arn:aws:s3:::shop2-files-aaaabbbbcccc/a/*", ["Files", "FilesPolicy"]],
      ["arn:aws:s3:::shop-files-aaaabbbbcccc-x/a/*", ["Files", "FilesPolicy"]],
      ["arn:aws:s3:::shop-files-aaaabbbbcccc/a/*/xiamprobe", undefined],
    ]);
  });

  it("is no other generated name where the name was given", () => {
    const kinds = listNeighbours(`arn:aws:dynamodb:${PLACE}:table/prices`, NAMES).map(({ kind }) => kind);

    expect(kinds).toEqual(["a longer name", "another account", "another region", "deeper"]);
  });

  it("is another revision and another stack of the name, below which there is nothing", () => {
    const kindsOf = (arn: string): string[] => listNeighbours(arn, NAMES).map(({ kind }) => kind);

    expect(kindsOf(`arn:aws:ecs:${PLACE}:task-definition/prices:3`)).toEqual([
      "a longer name",
      "another account",
      "another region",
      "another revision",
    ]);
    expect(kindsOf(`arn:aws:cloudformation:${PLACE}:stack/shop/1234-5678`)).toEqual([
      "another generated name",
      "another account",
      "another region",
    ]);
  });

  it.each(["*", "prices", ""])("is nothing where %j is no ARN", (resource) => {
    expect(listNeighbours(resource, NAMES)).toEqual([]);
  });

  it("is not found by a name within another name", () => {
    const kinds = listNeighbours("arn:aws:s3:::old-prices-2", NAMES).map(({ kind }) => kind);

    expect(kinds).toEqual(["deeper"]);
  });
});
