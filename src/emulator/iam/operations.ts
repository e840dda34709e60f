import type * as client from "@aws-sdk/client-iam";
import type { OperationTable } from "../operation-table";
import { accountOperations } from "./account-operations";
import { credentialOperations } from "./credential-operations";
import { entityOperations } from "./entity-operations";
import { simulationOperations } from "./simulation-operations";

/** Every operation of IAM, each under its name in a table of its topic: adding one is a line there. */
export const operations: OperationTable<typeof client> = {
  ...entityOperations,
  ...credentialOperations,
  ...accountOperations,
  ...simulationOperations,
};
