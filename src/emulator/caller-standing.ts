import { parseArn } from "../aws";
import type { Clock } from "../base";
import { compilePolicy } from "../policy";
import type { ApplicablePolicies, ContextValues, PolicySource, Principal } from "../policy";
import { sessionTable } from "./credential-rows";
import type { SessionRow } from "./credential-rows";
import type * as iamModule from "./iam/index";
import type { Caller } from "./operation";
import type { Store } from "./store/store";

/** Who calls, as decisions see it. */
export interface CallerStanding {
  readonly principal: Principal;
  /** What permits and limits it; nothing of a service that acts for itself. */
  readonly policies: Pick<ApplicablePolicies, "identity" | "boundary" | "session">;
  /** Condition keys that its session brings: `aws:TokenIssueTime`, `aws:MultiFactorAuthPresent`, `aws:SourceIdentity`. */
  readonly sessionKeys: ContextValues;
}

/** Reads whose credentials a caller has. The root of an account has no policies: it may do everything. */
export async function readCallerStanding(
  caller: Caller,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<CallerStanding> {
  if (caller.service !== undefined) {
    return { principal: { kind: "service", service: caller.service }, policies: {}, sessionKeys: {} };
  }
  const session = sessionTable(store).get(caller.accessKeyId);
  const issuer = session?.issuer ?? { arn: caller.roleArn ?? caller.arn, userId: caller.userId.split(":")[0] ?? "" };
  const own = await readOwnPolicies(issuer, store);
  return {
    principal: describePrincipal(caller, session, issuer, own),
    policies: {
      ...(own !== undefined && { identity: own.identity, boundary: own.boundary }),
      ...(session?.policies !== undefined && { session: session.policies.map(toSource) }),
    },
    sessionKeys: session === undefined ? {} : keysOf(session, clock),
  };
}

interface OwnPolicies {
  readonly isCurrent: boolean;
  readonly identity: readonly PolicySource[];
  readonly boundary: readonly PolicySource[] | undefined;
  readonly tags: SessionRow["tags"];
}

/** Loaded when somebody with policies calls; asked for once, since asking takes longer than a decision. */
let iam: Promise<typeof iamModule> | undefined;

/** Undefined for a root. Whoever is gone, or was made anew under the same name, leaves its sessions without permissions. */
async function readOwnPolicies(issuer: SessionRow["issuer"], store: Store): Promise<OwnPolicies | undefined> {
  if (issuer.arn.endsWith(":root")) return undefined;
  const { readPrincipalPolicies } = await (iam ??= import("./iam/index"));
  const found = readPrincipalPolicies(store, issuer.arn);
  if (found === undefined || found.row.id !== issuer.userId) {
    return { isCurrent: false, identity: [], boundary: undefined, tags: [] };
  }
  return {
    isCurrent: true,
    identity: found.identity,
    boundary: found.boundary === undefined ? undefined : [found.boundary],
    tags: found.row.tags,
  };
}

function describePrincipal(
  caller: Caller,
  session: SessionRow | undefined,
  issuer: SessionRow["issuer"],
  own: OwnPolicies | undefined,
): Principal {
  const { accountId: account, arn, userId } = caller;
  const partition = parseArn(arn)?.partition ?? "aws";
  const base = { account, partition, tags: mergeTags(own?.tags ?? [], session?.tags ?? []) };
  if (session?.origin === "GetFederationToken") {
    return { kind: "federated-user", ...base, arn, name: nameIn(arn), issuerArn: issuer.arn };
  }
  // A root that its task policy limits: what a federated user of the root is.
  if (session?.origin === "AssumeRoot") {
    return { kind: "federated-user", ...base, arn, name: "assumed-root", issuerArn: issuer.arn };
  }
  if (issuer.arn.includes(":role/")) {
    const provider = session?.federationKeys["aws:FederatedProvider"];
    return {
      kind: "role-session",
      ...base,
      arn,
      // The ARN of a role that is gone names nobody, were there another role of that name.
      roleArn: own?.isCurrent === false ? issuer.userId : issuer.arn,
      roleId: issuer.userId,
      sessionName: nameIn(arn),
      ...(typeof provider === "string" && { federatedProvider: provider }),
    };
  }
  if (arn.endsWith(":root")) return { kind: "root", ...base };
  return { kind: "user", ...base, arn, userId };
}

/** The last part of `…:assumed-role/Role/session` and `…:federated-user/name`. */
function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** A session tag hides the principal's own of the same key, whatever its case. */
function mergeTags(own: SessionRow["tags"], passed: SessionRow["tags"]): Record<string, string> {
  const hidden = new Set(passed.map(({ Key }) => Key.toLowerCase()));
  const left = own.filter(({ Key }) => !hidden.has(Key.toLowerCase()));
  return Object.fromEntries([...left, ...passed].map(({ Key, Value }) => [Key, Value]));
}

function toSource({ arn, document }: NonNullable<SessionRow["policies"]>[number]): PolicySource {
  return { id: arn ?? "session policy", type: "none", document: compilePolicy(document) };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function keysOf(session: SessionRow, clock: Clock): ContextValues {
  const { mfaTime } = session;
  return {
    ...session.federationKeys,
    "aws:TokenIssueTime": session.issued,
    // There for temporary credentials only, long-term keys have none of it.
    "aws:MultiFactorAuthPresent": mfaTime !== undefined,
    ...(mfaTime !== undefined && {
      "aws:MultiFactorAuthAge": Math.floor((clock.now().getTime() - mfaTime.getTime()) / 1000),
    }),
    ...(session.sourceIdentity !== undefined && { "aws:SourceIdentity": session.sourceIdentity }),
  };
}
