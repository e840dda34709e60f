import type { MemberNotes } from "./stored-members";

/** Members that are kept and that no operation shows again, and what becomes of them. */
export const UNREAD_MEMBERS: MemberNotes<string> = {
  ChangePassword: { NewPassword: "kept as a hash" },
  CreateDelegationRequest: {
    RequestorWorkflowId: "one request of an account has it",
    NotificationChannel: "checked; there is no SNS to send to",
  },
  CreateLoginProfile: { Password: "kept as a hash" },
  CreateSAMLProvider: { AddPrivateKey: "kept; its id and date are shown" },
  UpdateLoginProfile: { Password: "kept as a hash" },
  UpdateSAMLProvider: { AddPrivateKey: "kept; its id and date are shown" },
  UploadServerCertificate: { PrivateKey: "checked against the certificate and kept" },
};
