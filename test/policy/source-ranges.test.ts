import { compilePolicy } from "../../src/policy";

function rangesOf(text: string): readonly string[] {
  return compilePolicy(text).statements.map(
    ({ range: { start, end } }) =>
      `${String(start.line)}:${String(start.column)}-${String(end.line)}:${String(end.column)}`,
  );
}

describe("where statements stand", () => {
  // The example of the AWS CLI for simulate-custom-policy: columns 38 and 167 of line 1.
  it("a single statement starts behind its brace and ends behind the closing one", () => {
    const text =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}';
    expect(rangesOf(text)).toEqual(["1:38-1:167"]);
  });

  // The example of the AWS CLI for simulate-principal-policy: 3:19 to 9:10, of a policy that it does not show.
  it("the first of a list starts behind the bracket, the next behind the one before", () => {
    const text = JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          { Sid: "VisualEditor0", Effect: "Allow", Action: "codecommit:ListRepositories", Resource: "*" },
          { Effect: "Deny", Action: "s3:*", Resource: "*" },
        ],
      },
      undefined,
      4,
    );
    expect(rangesOf(text)).toEqual(["3:19-9:10", "9:10-14:10"]);
  });

  it.each([
    ['{"Statement":[ {"Effect":"Allow"} , {"Effect":"Deny"} ]}', ["1:15-1:34", "1:34-1:54"]],
    ['{"Id":"a\\"]}{[","Statement":{"Effect":"Allow","Sid":"}\\\\"}}', ["1:30-1:59"]],
    ['{"Statement":{"Effect":"Deny"},"State\\u006dent":{"Effect":"Allow"}}', ["1:50-1:67"]],
    ['\n{\n"Statement"\n:\r\n[\n{"Effect":"Allow","Condition":{"Bool":{"a":[true,false,1.5]}}}]}', ["5:2-6:63"]],
    // A carriage return alone ends a line: recorded from AWS, github.com/radkawar/stackd.
    ['{\r"Statement":\r[\r{"Effect":"Allow"},\r\r{"Effect":"Deny"}]}', ["3:2-4:19", "4:19-6:18"]],
  ])("in %s", (text, ranges) => {
    expect(rangesOf(text)).toEqual(ranges);
  });
});
