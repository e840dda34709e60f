/** Templates of many styles, by name: what people write, and what tools write. */
export const CORPUS: Readonly<Record<string, string>> = {
  "block style with comments": `# Copyright
# a licence

AWSTemplateFormatVersion: 2010-09-09
Description: >-
  Some folded
  text here

  more
   indented
# about parameters
Parameters:
  A: {Type: String, Default: "x: y", AllowedValues: [yes, 'no', "a b"]}

  # B counts
  B:   # comment
    Type: Number
    # a comment that belongs to B

      # a deep one behind a blank line

  C:
    Type: String
Conditions:
  IsA: !Equals [!Ref A, x]   # condition
Resources:

  # about X
  X:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "\${A}-x"
      Tags:
      - Key: a
        Value: !GetAtt Y.Arn
      -   Key: b
          Value: !Join
            - ','
            - [a, !Ref B, {Ref: C}]
      - # dash alone
        Key: c
        Value: [Ref: A]
      Script: |
        line one
          line two

        # not a comment
        key: value
      Kept: |+
        keep

      Long: this is a plain
        scalar over lines
      Single: 'single
        quoted ''it'' text

        more'
      Double: "double \\
         escaped\\n
         text"
  Y:
    Type: AWS::SQS::Queue
    DependsOn: [X]
    Condition: IsA
    Properties: {}

  # last
  Z: !If [IsA, !Ref A, !Ref "AWS::NoValue"]
  L: !If
  - IsA
  - - a
    - b
  - - - deep
      - deeper
    -
      x: y
Outputs:
  O:
    Value:
      Fn::Sub:
        - "\${x} and \${A}"
        - x: !GetAtt
            - Y
            - Arn
# the end
`,
  "lists indented, single quotes, no break at the end": `Resources:
    Role:
        Type: 'AWS::IAM::Role'
        Properties:
            Policies:
                - PolicyName: 'p'
                  PolicyDocument:
                      Statement:
                          - Effect: 'Allow'
                            Action: ['s3:*']
                            Resource:
                                - !Ref 'Bucket'
                                - !Sub '\${Bucket}/*'
    Bucket:
        Type: 'AWS::S3::Bucket'
        Text: |-
            no newline
            at the end`,
  "long forms only": `---
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName:
        Fn::Join: ["-", [{Ref: "AWS::StackName"}, q]]
      Other:
        Fn::GetAtt: [Queue, Arn]
      Short:
        Fn::GetAtt: Queue.Arn
Outputs: {One: {Value: {Ref: Queue}, Export: {Name: x}}, Two: {Value: two}}
...
`,
  "line breaks of Windows": [
    "# c",
    "Resources:",
    "  # about A",
    "  A:",
    "    Type: T   # type",
    "    Properties:",
    "      Text: |",
    "        one",
    "",
    "        two",
    "      List:",
    "        - a  # first",
    "        - b",
    "",
    "  B:",
    "    Type: U",
    "",
  ].join("\r\n"),
  "byte order mark": "\ufeffA: 1\nB:\n  C: 2\n",
  "flow style over lines": `{
  Resources: {
    A: { Type: T, Properties: { List: [ a, b, c, ], Empty: [], None: {} } }, # comment
    B: {
      Type: U
    },
  },
  "Outputs": {O: {"Value":!Ref A}}
}
`,
  "pretty JSON": `{
  "Description": "d \\u00e9 \\"q\\"",
  "Resources": {
    "A": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "Name": { "Fn::Sub": "\${B}-x" }, "List": [1, 2, [], {}] }
    },
    "B": {
      "Type": "AWS::S3::Bucket",
      "DependsOn": [
        "A",
        "C"
      ]
    }
  },
  "Outputs": {}
}
`,
  "JSON with tabs":
    '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "T",\n\t\t\t"P": [\n\t\t\t\t"x"\n\t\t\t]\n\t\t}\n\t}\n}',
  "compact JSON": '{"Resources":{"A":{"Type":"T","Properties":{"X":{"Ref":"B"},"Y":[1,2,3]}},"B":{"Type":"U"}}}',
};

/** JSON is read as YAML where the text is flow style with what JSON lacks. */
export function formatOfCorpus(name: string): "yaml" | "json" {
  return name.includes("JSON") ? "json" : "yaml";
}
