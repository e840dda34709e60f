import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListOpenIDConnectProvidersCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from "@aws-sdk/client-iam";
import type { CreateOpenIDConnectProviderCommandInput, IAMClient } from "@aws-sdk/client-iam";
import { faultOf, iamClient, startForTests } from "../support";

const NOW = new Date("2030-05-06T07:08:09.500Z");
const box = startForTests({ clock: { now: () => NOW }, quotas: { OpenIdConnectProvidersPerAccount: 20 } });
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeProvider(input: Partial<CreateOpenIDConnectProviderCommandInput> = {}): Promise<string> {
  const Url = input.Url ?? `https://oidc-${(count += 1)}.example.org`;
  const made = await iam.send(new CreateOpenIDConnectProviderCommand({ Url, ...input }));
  return made.OpenIDConnectProviderArn ?? "";
}

describe("OpenID Connect providers", () => {
  it("gives back what a provider was made with, its URL without scheme", async () => {
    const OpenIDConnectProviderArn = await makeProvider({
      Url: "https://server.example.com/realms/a",
      ClientIDList: ["my-application-id", "other", "other"],
      ThumbprintList: ["b".repeat(40)],
      Tags: [
        { Key: "z", Value: "1" },
        { Key: "a", Value: "2" },
      ],
    });

    expect(OpenIDConnectProviderArn).toBe("arn:aws:iam::123456789012:oidc-provider/server.example.com/realms/a");
    const { $metadata: _, ...provider } = await iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
    );
    expect(provider).toEqual({
      Url: "server.example.com/realms/a",
      ClientIDList: ["my-application-id", "other"],
      ThumbprintList: ["b".repeat(40)],
      CreateDate: new Date("2030-05-06T07:08:09Z"),
      Tags: [
        { Key: "a", Value: "2" },
        { Key: "z", Value: "1" },
      ],
    });
  });

  it("has no thumbprint where none was given: the emulator asks nobody", async () => {
    const OpenIDConnectProviderArn = await makeProvider();

    const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));

    expect(provider).toMatchObject({ ThumbprintList: [], ClientIDList: [], Tags: [] });
  });

  it.each([
    "example.org",
    "http://example.org",
    "https://",
    "https://a b",
    "https://a:8443",
    "https://a/b?c=d",
    "https://a#b",
  ])("refuses the URL %s", async (Url) => {
    // Recorded from AWS for example.org (facts/aws-errors.tsv, test_iam_oidc).
    expect(await faultOf(makeProvider({ Url }))).toEqual({
      code: "ValidationError",
      status: 400,
      message: "Invalid Open ID Connect Provider URL",
    });
  });

  it("refuses a URL that has a provider", async () => {
    await makeProvider({ Url: "https://taken.example.org" });

    // Recorded from AWS (facts/aws-errors.tsv, test_iam_oidc).
    expect(await faultOf(makeProvider({ Url: "https://taken.example.org" }))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "Provider with url https://taken.example.org already exists.",
    });
  });

  it("takes five thumbprints and a hundred client ids", async () => {
    const prints = (number: number): string[] => Array.from({ length: number }, (_, at) => String(at).repeat(40));
    const ids = (number: number): string[] => Array.from({ length: number }, (_, at) => `client-${at}`);
    const arn = await makeProvider({ ThumbprintList: prints(5), ClientIDList: ids(100) });

    // Recorded from AWS (localstack, test_iam_oidc).
    const tooMany = {
      code: "InvalidInput",
      status: 400,
      message: "Thumbprint list must contain fewer than 5 entries.",
    };
    expect(await faultOf(makeProvider({ ThumbprintList: prints(6) }))).toEqual(tooMany);
    const update = { OpenIDConnectProviderArn: arn, ThumbprintList: prints(6) };
    expect(await faultOf(iam.send(new UpdateOpenIDConnectProviderThumbprintCommand(update)))).toEqual(tooMany);
    // Recorded from AWS (facts/aws-errors.tsv, test_iam_oidc).
    const quota = {
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100",
    };
    expect(await faultOf(makeProvider({ ClientIDList: ids(101) }))).toEqual(quota);
    const addition = { OpenIDConnectProviderArn: arn, ClientID: "one-more" };
    expect(await faultOf(iam.send(new AddClientIDToOpenIDConnectProviderCommand(addition)))).toEqual(quota);
  });

  it("adds and removes client ids; doing it again changes nothing", async () => {
    const OpenIDConnectProviderArn = await makeProvider({ ClientIDList: ["a"] });
    const add = (ClientID: string) =>
      iam.send(new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID }));
    const remove = (ClientID: string) =>
      iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID }));

    await add("b");
    await add("b");
    await remove("a");
    await remove("a");

    const { ClientIDList } = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect(ClientIDList).toEqual(["b"]);
  });

  it("has its thumbprints replaced", async () => {
    const OpenIDConnectProviderArn = await makeProvider({ ThumbprintList: ["a".repeat(40)] });
    const ThumbprintList = ["c".repeat(40), "d".repeat(40)];

    await iam.send(new UpdateOpenIDConnectProviderThumbprintCommand({ OpenIDConnectProviderArn, ThumbprintList }));

    const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect(provider.ThumbprintList).toEqual(ThumbprintList);
  });

  it("lists the ARNs of all providers", async () => {
    const later = await makeProvider({ Url: "https://list-b.example.org" });
    const first = await makeProvider({ Url: "https://list-a.example.org" });

    const { OpenIDConnectProviderList = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}));

    const arns = OpenIDConnectProviderList.map(({ Arn }) => Arn);
    expect(arns.filter((arn) => arn === first || arn === later)).toEqual([first, later]);
  });

  it("is tagged and untagged", async () => {
    const OpenIDConnectProviderArn = await makeProvider();
    const Tags = [
      { Key: "k1", Value: "v1" },
      { Key: "k2", Value: "v2" },
    ];
    await iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags }));
    await iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: ["k2"] }));

    const listed = await iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn }));

    expect(listed).toMatchObject({ IsTruncated: false, Tags: [{ Key: "k1", Value: "v1" }] });
  });

  it("takes fifty tags", async () => {
    const tags = Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: "v" }));
    const OpenIDConnectProviderArn = await makeProvider({ Tags: tags });

    const more = { OpenIDConnectProviderArn, Tags: [{ Key: "one-more", Value: "v" }] };

    // Recorded from AWS (localstack, test_iam_oidc).
    expect(await faultOf(iam.send(new TagOpenIDConnectProviderCommand(more)))).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "The number of tags has reached the maximum limit.",
    });
  });

  it("is gone after its deletion, which is not idempotent", async () => {
    const OpenIDConnectProviderArn = await makeProvider();
    await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));

    // Recorded from AWS (facts/aws-errors.tsv, test_iam_oidc).
    expect(await faultOf(iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
    });
    expect(await faultOf(iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `OpenId connect Provider ${OpenIDConnectProviderArn} cannot be found.`,
    });
  });
});
