export {
  AppTemplate,
  ExternalAppStack,
  ExternalIamParameters,
  ExternalIamStack,
  IamCatalog,
  IamTemplate,
  SplitTemplate,
} from "./cdk";
export type {
  ExternalAppStackProps,
  ExternalIamParametersProps,
  ExternalIamStackProps,
  IamCatalogProps,
  SplitTemplateProps,
} from "./cdk";
