import { createHash } from "node:crypto";
import type { X509Certificate } from "node:crypto";
import type {
  DeleteSigningCertificateRequest,
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
  SigningCertificate,
  UpdateSigningCertificateRequest,
  UploadSigningCertificateRequest,
  UploadSigningCertificateResponse,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { encodeBase32 } from "../totp";
import { wholeSeconds } from "./arns";
import { readStatus } from "./credential-status";
import { paginate } from "./paginate";
import { requireRoom } from "./quotas";
import { readSingleCertificate, readValidity } from "./read-certificates";
import { listOwned, signingCertificateTable } from "./user-credential-rows";
import type { SigningCertificateRow } from "./user-credential-rows";
import { callingUserName, findUser } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences of this file: facts/aws-errors.tsv, test_iam_signing_certificates, or recorded from AWS in September 2026.

/** Whose certificates: a user's, or the root's, who manages its own where no name is given. */
interface Owner {
  readonly id: string;
  readonly name: string;
}

function findOwner(context: OperationContext, userName: string | undefined): Owner {
  const { accountId, arn } = context.caller;
  // What AWS calls the root here is unverified; GetUser leaves the name out.
  if (userName === undefined && arn.endsWith(":root")) return { id: accountId, name: "" };
  return findUser(context, userName ?? callingUserName(context));
}

/** UploadSigningCertificate. The same certificate again is answered as if it were new, and changes nothing. */
export const uploadSigningCertificate = defineOperation<
  UploadSigningCertificateRequest,
  UploadSigningCertificateResponse
>({
  name: "UploadSigningCertificate",
  run({ UserName, CertificateBody: body = "" }, context) {
    const owner = findOwner(context, UserName);
    const id = makeCertificateId(requireValid(body, context));
    const table = signingCertificateTable(context);
    const present = table.get(id);
    if (present?.userId === owner.id) return { Certificate: { ...describe(present, owner), Status: "Active" } };
    if (present !== undefined) throw new AwsFault("DuplicateCertificate", "Duplicate certificate uploaded.");
    requireRoom(context, "CertificatesPerUser", listOwned(table, owner.id).length);
    const uploadDate = wholeSeconds(context.clock.now());
    const row: SigningCertificateRow = { userId: owner.id, id, body, status: "Active", uploadDate };
    table.put(id, row);
    return { Certificate: describe(row, owner) };
  },
});

/** An expired certificate is malformed, too. */
function requireValid(body: string, context: OperationContext): X509Certificate {
  const certificate = readSingleCertificate(body);
  if (certificate !== undefined && readValidity(certificate).to >= context.clock.now()) return certificate;
  throw new AwsFault("MalformedCertificate", `Certificate ${body} is malformed.`);
}

/** Recorded: base32 of the SHA-1 of the certificate. */
function makeCertificateId(certificate: X509Certificate): string {
  return encodeBase32(createHash("sha1").update(certificate.raw).digest());
}

/** ListSigningCertificates. */
export const listSigningCertificates = defineOperation<ListSigningCertificatesRequest, ListSigningCertificatesResponse>(
  {
    name: "ListSigningCertificates",
    run(input, context) {
      const owner = findOwner(context, input.UserName);
      const { items, ...page } = paginate(
        listOwned(signingCertificateTable(context), owner.id),
        (row) => row.id,
        input,
      );
      return { Certificates: items.map((row) => describe(row, owner)), ...page };
    },
  },
);

/** UpdateSigningCertificate. */
export const updateSigningCertificate = defineOperation<UpdateSigningCertificateRequest, void>({
  name: "UpdateSigningCertificate",
  run({ UserName, CertificateId = "", Status }, context) {
    const row = findCertificate(context, findOwner(context, UserName), CertificateId);
    signingCertificateTable(context).put(row.id, { ...row, status: readStatus(Status) });
  },
});

/** DeleteSigningCertificate. */
export const deleteSigningCertificate = defineOperation<DeleteSigningCertificateRequest, void>({
  name: "DeleteSigningCertificate",
  run({ UserName, CertificateId = "" }, context) {
    signingCertificateTable(context).delete(findCertificate(context, findOwner(context, UserName), CertificateId).id);
  },
});

function findCertificate(context: OperationContext, owner: Owner, id: string): SigningCertificateRow {
  const row = signingCertificateTable(context).get(id);
  if (row?.userId === owner.id) return row;
  throw new AwsFault("NoSuchEntity", `The Certificate with id ${id} cannot be found.`);
}

function describe(row: SigningCertificateRow, owner: Owner): SigningCertificate {
  return {
    UserName: owner.name,
    CertificateId: row.id,
    CertificateBody: row.body,
    Status: row.status,
    UploadDate: row.uploadDate,
  };
}
