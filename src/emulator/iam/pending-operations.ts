/** Operations of IAM that the emulator does not have yet. A name goes when its handler comes into the table. */
export type PendingOperation = "GenerateOrganizationsAccessReport" | "GetOrganizationsAccessReport";
