import type {
  DeleteServerCertificateRequest,
  GetServerCertificateRequest,
  GetServerCertificateResponse,
  ListServerCertificatesRequest,
  ListServerCertificatesResponse,
  ListServerCertificateTagsRequest,
  ListServerCertificateTagsResponse,
  ServerCertificateMetadata,
  TagServerCertificateRequest,
  UntagServerCertificateRequest,
  UpdateServerCertificateRequest,
  UploadServerCertificateRequest,
  UploadServerCertificateResponse,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { iamArn, wholeSeconds } from "./arns";
import { paginate } from "./paginate";
import { nameKey } from "./principals";
import { requireRoom } from "./quotas";
import { checkServerCertificate } from "./server-certificate-check";
import {
  findServerCertificate,
  putServerCertificate,
  requireFreeName,
  serverCertificateTable,
} from "./server-certificate-rows";
import type { ServerCertificateRow } from "./server-certificate-rows";
import { addTags, firstTags, listTags, removeTags } from "./tags";
import { makeUniqueId } from "./unique-ids";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** UploadServerCertificate. */
export const uploadServerCertificate = defineOperation<UploadServerCertificateRequest, UploadServerCertificateResponse>(
  {
    name: "UploadServerCertificate",
    run(input, context) {
      const { ServerCertificateName: name = "", CertificateBody: body = "", PrivateKey: privateKey = "" } = input;
      requireFreeName(context, name);
      requireRoom(context, "ServerCertificatesPerAccount", serverCertificateTable(context).size);
      const chain = input.CertificateChain;
      const { expiration } = checkServerCertificate({ body, chain, privateKey }, context.clock.now());
      const path = input.Path ?? "/";
      const row: ServerCertificateRow = {
        name,
        path,
        id: makeUniqueId(context.random, "ASCA"),
        arn: iamArn(context, "server-certificate", path, name),
        body,
        chain,
        privateKey,
        uploadDate: wholeSeconds(context.clock.now()),
        expiration,
        tags: firstTags(input.Tags, context, "exact"),
      };
      putServerCertificate(context, row);
      return {
        ServerCertificateMetadata: describe(row),
        Tags: row.tags.length === 0 ? undefined : [...row.tags],
      };
    },
  },
);

/** GetServerCertificate. Texts come without the white space around them (recorded: no line end). */
export const getServerCertificate = defineOperation<GetServerCertificateRequest, GetServerCertificateResponse>({
  name: "GetServerCertificate",
  run({ ServerCertificateName = "" }, context) {
    const row = findServerCertificate(context, ServerCertificateName);
    return {
      ServerCertificate: {
        ServerCertificateMetadata: describe(row),
        CertificateBody: row.body.trim(),
        CertificateChain: row.chain?.trim(),
        Tags: [...row.tags],
      },
    };
  },
});

/** ListServerCertificates. */
export const listServerCertificates = defineOperation<ListServerCertificatesRequest, ListServerCertificatesResponse>({
  name: "ListServerCertificates",
  run(input, context) {
    const rows = [...serverCertificateTable(context).values()];
    const under = rows.filter((row) => row.path.startsWith(input.PathPrefix ?? "/"));
    const { items, ...page } = paginate(under, (row) => nameKey(row.name), input);
    return { ServerCertificateMetadataList: items.map(describe), ...page };
  },
});

/** UpdateServerCertificate: another name, another path, the same id. */
export const updateServerCertificate = defineOperation<UpdateServerCertificateRequest, void>({
  name: "UpdateServerCertificate",
  run({ ServerCertificateName = "", NewServerCertificateName, NewPath }, context) {
    const row = findServerCertificate(context, ServerCertificateName);
    const name = NewServerCertificateName ?? row.name;
    const path = NewPath ?? row.path;
    if (nameKey(name) !== nameKey(row.name)) requireFreeName(context, name);
    serverCertificateTable(context).delete(nameKey(row.name));
    putServerCertificate(context, { ...row, name, path, arn: iamArn(context, "server-certificate", path, name) });
  },
});

/** DeleteServerCertificate. */
export const deleteServerCertificate = defineOperation<DeleteServerCertificateRequest, void>({
  name: "DeleteServerCertificate",
  run({ ServerCertificateName = "" }, context) {
    const row = findServerCertificate(context, ServerCertificateName);
    serverCertificateTable(context).delete(nameKey(row.name));
  },
});

/** TagServerCertificate. */
export const tagServerCertificate = defineOperation<TagServerCertificateRequest, void>({
  name: "TagServerCertificate",
  run({ ServerCertificateName = "", Tags }, context) {
    const row = findServerCertificate(context, ServerCertificateName);
    putServerCertificate(context, { ...row, tags: addTags(row.tags, Tags, context, "exact") });
  },
});

/** UntagServerCertificate. */
export const untagServerCertificate = defineOperation<UntagServerCertificateRequest, void>({
  name: "UntagServerCertificate",
  run({ ServerCertificateName = "", TagKeys = [] }, context) {
    const row = findServerCertificate(context, ServerCertificateName);
    putServerCertificate(context, { ...row, tags: removeTags(row.tags, TagKeys, "exact") });
  },
});

/** ListServerCertificateTags. */
export const listServerCertificateTags = defineOperation<
  ListServerCertificateTagsRequest,
  ListServerCertificateTagsResponse
>({
  name: "ListServerCertificateTags",
  run: (input, context) =>
    listTags(findServerCertificate(context, input.ServerCertificateName ?? "").tags, input, "exact"),
});

function describe(row: ServerCertificateRow): ServerCertificateMetadata {
  return {
    Path: row.path,
    ServerCertificateName: row.name,
    ServerCertificateId: row.id,
    Arn: row.arn,
    UploadDate: row.uploadDate,
    Expiration: row.expiration,
  };
}
