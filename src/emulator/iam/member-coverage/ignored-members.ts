import type { MemberNotes } from "./stored-members";

/** Members that are taken, checked as AWS's model says, and change nothing; and why. */
export const IGNORED_MEMBERS: MemberNotes<string> = {
  SimulateCustomPolicy: { ResourceHandlingOption: "each action is decided alone" },
  SimulatePrincipalPolicy: { ResourceHandlingOption: "each action is decided alone" },
};
