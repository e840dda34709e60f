export { IamModule } from "./iam-module";
export type { IamModuleProps } from "./iam-module";
