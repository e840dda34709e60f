import { AwsFault } from "../fault";
import { awsQuery } from "./aws-query";
import type { Protocol } from "./protocol";

export const restXml: Protocol = {
  ...awsQuery,
  nameOperation() {
    throw new AwsFault("NotImplemented", "not yet", 501);
  },
};
