/** How a reference across the cut is replaced. */
export type Strategy = "exact" | "pattern" | "name" | "parameter";
