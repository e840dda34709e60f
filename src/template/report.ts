import type { Path } from "../base";

/** Takes a fault: CloudFormation's sentence, and where. */
export type Report = (code: string, sentence: string, path: Path) => void;
