import type {
  ListExportsInput,
  ListExportsOutput,
  ListImportsInput,
  ListImportsOutput,
} from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { exportsOf, importersOf } from "../exports";
import { validationError } from "../faults";
import { pageOf } from "../page";

/** ListExports — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = defineOperation<ListExportsInput, ListExportsOutput>({
  name: "ListExports",
  run({ NextToken: token }, context) {
    const { rows, nextToken } = pageOf(exportsOf(context).values(), (exported) => exported.name, token);
    return {
      Exports: rows.map(({ name, value, stackId }) => ({ Name: name, Value: value, ExportingStackId: stackId })),
      NextToken: nextToken,
    };
  },
});

/** ListImports — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports = defineOperation<ListImportsInput, ListImportsOutput>({
  name: "ListImports",
  run({ ExportName: exportName = "", NextToken: token }, context) {
    const importers = importersOf(context, exportName);
    if (importers.length === 0) throw validationError(`Export '${exportName}' is not imported by any stack.`);
    const { rows, nextToken } = pageOf(importers, (name) => name, token);
    return { Imports: [...rows], NextToken: nextToken };
  },
});
