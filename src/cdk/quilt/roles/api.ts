import { ECS_TASKS, LAMBDA, VPC_FUNCTION, defineRole } from "../declarations";
import { allow, parameter } from "../statements";

export const apiRole = defineRole({
  name: "ApiRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
});

export const s3ProxyRole = defineRole({
  name: "S3ProxyRole",
  trusts: [ECS_TASKS],
  attaches: [],
  may: { AllowGetELBCertificate: [allow("acm:GetCertificate").on(parameter("CertificateArnELB"))] },
  inQuiltPath: true,
});
