import { RollbackStackCommand } from "@aws-sdk/client-cloudformation";
import fc from "fast-check";
import type { StackFixture } from "./stack-fixture";
import { allow, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const KINDS = ["Role", "Group", "User", "ManagedPolicy", "InstanceProfile"] as const;

/** What a random resource is like; members that its type does not have are left out. */
interface Shape {
  readonly kind: (typeof KINDS)[number];
  readonly path: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly tag: string;
  /** Refers to the resource before, if that is a policy. */
  readonly attaches: boolean;
}

const shapes = fc.record<Shape>({
  kind: fc.constantFrom(...KINDS),
  path: fc.constantFrom("/", "/one/", "/two/"),
  description: fc.constantFrom("one", "two"),
  actions: fc.uniqueArray(fc.constantFrom("s3:GetObject", "s3:PutObject", "sqs:SendMessage"), { maxLength: 3 }),
  tag: fc.constantFrom("red", "blue"),
  attaches: fc.boolean(),
});

function resourceOf(shape: Shape, index: number, all: readonly Shape[]): object {
  const { kind, path, description, actions, tag, attaches } = shape;
  const Policies = actions.map((action, i) => ({ PolicyName: `P${i}`, PolicyDocument: allow(action) }));
  const Tags = [{ Key: "colour", Value: tag }];
  const before = all[index - 1]?.kind;
  const ManagedPolicyArns = attaches && before === "ManagedPolicy" ? [{ Ref: `R${index - 1}` }] : [];
  const shared = { Path: path, Policies, ManagedPolicyArns };
  switch (kind) {
    case "Role":
      return role("lambda", { ...shared, Description: description, Tags });
    case "User":
      return { Type: "AWS::IAM::User", Properties: { ...shared, Tags } };
    case "Group":
      return { Type: "AWS::IAM::Group", Properties: shared };
    case "ManagedPolicy":
      return {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { Path: path, Description: description, PolicyDocument: allow(actions[0] ?? "s3:*") },
      };
    case "InstanceProfile":
      return {
        Type: "AWS::IAM::InstanceProfile",
        Properties: { Path: path, Roles: before === "Role" ? [{ Ref: `R${index - 1}` }] : [] },
      };
    default:
      return kind satisfies never;
  }
}

/** Resources whose types stay under their logical ids, with `undefined` where there is none. */
const updates = fc
  .array(fc.record({ before: fc.option(shapes), after: fc.option(shapes) }), { minLength: 1, maxLength: 8 })
  .map((slots) => {
    const sameKinds = slots.map(({ before, after }) => ({
      before: before ?? undefined,
      after: after === null ? undefined : { ...after, kind: before?.kind ?? after.kind },
    }));
    return {
      before: resourcesOf(sameKinds.map((slot) => slot.before)),
      after: resourcesOf(sameKinds.map((slot) => slot.after)),
    };
  });

function resourcesOf(shapesOrNone: readonly (Shape | undefined)[]): Record<string, object> {
  const placed = shapesOrNone.map((shape) => shape ?? ({ kind: "none" } as unknown as Shape));
  return Object.fromEntries(
    placed.flatMap((shape, index) =>
      shapesOrNone[index] === undefined ? [] : [[`R${index}`, resourceOf(shape, index, placed)]],
    ),
  );
}

/** How an update goes: the stack's new tag, after how many resources one fails, and whether that is first left as it is. */
const details = fc.record({
  team: fc.constantFrom("red", "blue"),
  place: fc.nat({ max: 8 }),
  preserves: fc.boolean(),
});

const anchor = { Anchor: { Type: "AWS::SQS::Queue" } };

/** A resource that IAM refuses, after some of the others. */
const failing = (resources: Record<string, object>, howMany: number): object => ({
  Type: "AWS::IAM::Group",
  Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/none"] },
  DependsOn: Object.keys(resources).slice(0, howMany),
});

const iam = <Output>(operation: string, input: object = {}): Promise<Output> =>
  stacks.emulator.invoke<Output>("iam", operation, input);

/** Everything that IAM has, but for the numbers of policy versions: a rollback makes new ones. */
async function entities(): Promise<unknown> {
  type Named = Record<"Arn" | "RoleName" | "GroupName" | "UserName" | "InstanceProfileName", string>;
  const { Roles } = await iam<{ Roles: Named[] }>("ListRoles");
  const { Groups } = await iam<{ Groups: Named[] }>("ListGroups");
  const { Users } = await iam<{ Users: Named[] }>("ListUsers");
  const { Policies } = await iam<{ Policies: Named[] }>("ListPolicies", { Scope: "Local" });
  const { InstanceProfiles } = await iam<{ InstanceProfiles: Named[] }>("ListInstanceProfiles");
  const inline = async (kind: "Role" | "Group" | "User", name: string): Promise<unknown> => {
    const holder = { [`${kind}Name`]: name };
    const { PolicyNames } = await iam<{ PolicyNames: string[] }>(`List${kind}Policies`, holder);
    const documents = await Promise.all(
      PolicyNames.sort().map((PolicyName) =>
        iam<{ PolicyDocument: string }>(`Get${kind}Policy`, { ...holder, PolicyName }),
      ),
    );
    const { AttachedPolicies } = await iam<{ AttachedPolicies: { PolicyArn: string }[] }>(
      `ListAttached${kind}Policies`,
      holder,
    );
    return { documents, attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort() };
  };
  return {
    roles: await Promise.all(
      Roles.map(async ({ RoleName: name }) => [await iam("GetRole", { RoleName: name }), await inline("Role", name)]),
    ),
    groups: await Promise.all(
      Groups.map(async ({ GroupName: name }) => [
        await iam("GetGroup", { GroupName: name }),
        await inline("Group", name),
      ]),
    ),
    users: await Promise.all(
      Users.map(async ({ UserName: name }) => [await iam("GetUser", { UserName: name }), await inline("User", name)]),
    ),
    policies: await Promise.all(
      Policies.map(async ({ Arn }) => {
        const { Policy } = await iam<{
          Policy: { DefaultVersionId: string; Description?: string; AttachmentCount: number };
        }>("GetPolicy", { PolicyArn: Arn });
        const { PolicyVersion } = await iam<{ PolicyVersion: { Document: string } }>("GetPolicyVersion", {
          PolicyArn: Arn,
          VersionId: Policy.DefaultVersionId,
        });
        return [Arn, Policy.Description, Policy.AttachmentCount, PolicyVersion.Document];
      }),
    ),
    profiles: await Promise.all(
      InstanceProfiles.map(({ InstanceProfileName }) => iam("GetInstanceProfile", { InstanceProfileName })),
    ),
  };
}

test("after an update that fails IAM is what it was, and after one that succeeds what a new stack would be", async () => {
  await fc.assert(
    fc.asyncProperty(updates, details, async ({ before, after }, { team, place, preserves }) => {
      // Each run has an emulator of its own, so that a failure leaves nothing to the next.
      await stacks.emulator.stop();
      stacks = await startFixture();
      const { StackId: id = "" } = await stacks.create(
        "any",
        { Resources: { ...anchor, ...before } },
        {
          Tags: [{ Key: "team", Value: "red" }],
        },
      );
      const was = await entities();
      const tags = { Tags: [{ Key: "team", Value: team }] };

      const template = { Resources: { ...anchor, ...after, Fails: failing(after, place) } };
      await stacks.update(id, template, { ...tags, DisableRollback: preserves });
      if (preserves) await stacks.client.send(new RollbackStackCommand({ StackName: id }));
      expect((await stacks.settled(id)).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
      expect(await entities()).toEqual(was);

      const more = { More: { Type: "AWS::SNS::Topic" } };
      const updated = await stacks.update(id, { Resources: { ...anchor, ...after, ...more } }, tags);
      expect([updated.StackStatus, updated.StackStatusReason]).toEqual(["UPDATE_COMPLETE", undefined]);
      const updatedEntities = withoutNames(await entities());
      expect((await stacks.delete(id)).StackStatus).toBe("DELETE_COMPLETE");

      const { StackId: fresh = "" } = await stacks.create("any", { Resources: { ...anchor, ...after, ...more } }, tags);
      expect(updatedEntities).toEqual(withoutNames(await entities()));
      expect((await stacks.delete(fresh)).StackStatus).toBe("DELETE_COMPLETE");
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);

/** Entities without what differs between two stacks of the same template: random tails, ids, times; order does not count. */
function withoutNames(found: unknown): unknown {
  const text = JSON.stringify(found, (key, value: unknown) => (/Id$|Date$/.test(key) ? undefined : value));
  const plain = JSON.parse(text.replace(/any-(R\d+)-\w{12,13}/g, "$1")) as Record<string, unknown[]>;
  return Object.fromEntries(Object.entries(plain).map(([kind, rows]) => [kind, rows.map(sorted).sort()]));
}

/** As text with sorted lists, since IAM keeps some lists in order of arrival. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${key}:${sorted(entry)}`);
  return `{${entries.sort().join()}}`;
}
