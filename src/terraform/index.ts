export type { DatabaseProps, ExistingDatabase } from "./database";
export type { DnsProps } from "./dns";
export { IamModule } from "./iam-module";
export type { IamModuleProps } from "./iam-module";
export type { NetworkProps } from "./network-props";
export { QuiltModule } from "./quilt-module";
export type { QuiltModuleProps } from "./quilt-module-props";
export type { ExistingSearch, SearchProps } from "./search";
