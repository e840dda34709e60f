import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { TRUST, faultOf, iamClient, startForTests } from "../support";

const box = startForTests();
let iam: IAMClient;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeRole(RoleName: string): Promise<string> {
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "k", Value: "v" }] }),
  );
  return RoleName;
}

describe("instance profiles", () => {
  // Sentences: facts/aws-errors.tsv, test_iam_instance_profiles.
  it("holds one role", async () => {
    const InstanceProfileName = "Servers";
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: "/ec2/" }));
    const first = await makeRole("First");
    const second = await makeRole("Second");
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: first }));

    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    const { InstanceProfiles } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: first }));

    expect(InstanceProfile).toMatchObject({
      InstanceProfileName,
      Arn: "arn:aws:iam::123456789012:instance-profile/ec2/Servers",
      Roles: [{ RoleName: "First" }],
    });
    expect(InstanceProfile?.InstanceProfileId).toMatch(/^AIPA[A-Z2-7]{17}$/);
    expect(InstanceProfiles?.map((profile) => profile.InstanceProfileName)).toEqual(["Servers"]);
    expect(
      await faultOf(iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: second }))),
    ).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
    });
    const remove = new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: second });
    expect((await faultOf(iam.send(remove))).message).toBe("Role Second in Instance Profile Servers cannot be found.");
  });

  it("is deleted when empty only", async () => {
    const InstanceProfileName = "Filled";
    const RoleName = await makeRole("Filling");
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));

    const remove = () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    expect((await faultOf(remove())).code).toBe("DeleteConflict");
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await remove();

    expect(await faultOf(remove())).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "Instance Profile Filled cannot be found.",
    });
  });

  it("has a name of its own", async () => {
    const create = () => iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "Twice" }));
    await create();

    expect(await faultOf(create())).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "Instance Profile Twice already exists.",
    });
    expect((await iam.send(new ListInstanceProfilesCommand({ PathPrefix: "/none/" }))).InstanceProfiles).toEqual([]);
  });
});
