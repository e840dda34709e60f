import type {
  DisableOrganizationsRootCredentialsManagementRequest,
  DisableOrganizationsRootCredentialsManagementResponse,
  DisableOrganizationsRootSessionsRequest,
  DisableOrganizationsRootSessionsResponse,
  EnableOrganizationsRootCredentialsManagementRequest,
  EnableOrganizationsRootCredentialsManagementResponse,
  EnableOrganizationsRootSessionsRequest,
  EnableOrganizationsRootSessionsResponse,
  FeatureType,
  ListOrganizationsFeaturesRequest,
  ListOrganizationsFeaturesResponse,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** An organization. There is no AWS Organizations here: every account is the management account of one of its own. */
interface OrganizationRow {
  /** `o-` and ten letters and digits. */
  readonly id: string;
  readonly features: readonly FeatureType[];
}

/** In the order in which AWS's examples show them. */
const FEATURES: readonly FeatureType[] = ["RootCredentialsManagement", "RootSessions"];
const KEY = "organization";

/** The organization whose management account asks. */
export function readOrganization(context: OperationContext): OrganizationRow {
  const table = context.store.table<OrganizationRow>("iam-organization", { account: context.caller.accountId });
  const found = table.get(KEY);
  if (found !== undefined) return found;
  const made: OrganizationRow = {
    id: `o-${context.random.text(10, "abcdefghijklmnopqrstuvwxyz0123456789")}`,
    features: [],
  };
  table.put(KEY, made);
  return made;
}

function switchFeature(context: OperationContext, feature: FeatureType, isOn: boolean): Answer {
  const organization = readOrganization(context);
  const features = FEATURES.filter((one) => (one === feature ? isOn : organization.features.includes(one)));
  const table = context.store.table<OrganizationRow>("iam-organization", { account: context.caller.accountId });
  table.put(KEY, { ...organization, features });
  return describe({ ...organization, features });
}

interface Answer {
  OrganizationId: string;
  EnabledFeatures: FeatureType[];
}

function describe({ id, features }: OrganizationRow): Answer {
  return { OrganizationId: id, EnabledFeatures: [...features] };
}

/** ListOrganizationsFeatures. */
export const listOrganizationsFeatures = defineOperation<
  ListOrganizationsFeaturesRequest,
  ListOrganizationsFeaturesResponse
>({
  name: "ListOrganizationsFeatures",
  run: (_input, context) => describe(readOrganization(context)),
});

/** EnableOrganizationsRootCredentialsManagement. */
export const enableOrganizationsRootCredentialsManagement = defineOperation<
  EnableOrganizationsRootCredentialsManagementRequest,
  EnableOrganizationsRootCredentialsManagementResponse
>({
  name: "EnableOrganizationsRootCredentialsManagement",
  run: (_input, context) => switchFeature(context, "RootCredentialsManagement", true),
});

/** DisableOrganizationsRootCredentialsManagement. */
export const disableOrganizationsRootCredentialsManagement = defineOperation<
  DisableOrganizationsRootCredentialsManagementRequest,
  DisableOrganizationsRootCredentialsManagementResponse
>({
  name: "DisableOrganizationsRootCredentialsManagement",
  run: (_input, context) => switchFeature(context, "RootCredentialsManagement", false),
});

/** EnableOrganizationsRootSessions. */
export const enableOrganizationsRootSessions = defineOperation<
  EnableOrganizationsRootSessionsRequest,
  EnableOrganizationsRootSessionsResponse
>({
  name: "EnableOrganizationsRootSessions",
  run: (_input, context) => switchFeature(context, "RootSessions", true),
});

/** DisableOrganizationsRootSessions. */
export const disableOrganizationsRootSessions = defineOperation<
  DisableOrganizationsRootSessionsRequest,
  DisableOrganizationsRootSessionsResponse
>({
  name: "DisableOrganizationsRootSessions",
  run: (_input, context) => switchFeature(context, "RootSessions", false),
});
