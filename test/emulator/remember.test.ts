import { remember } from "../../src/emulator/remember";

describe("what is remembered of documents", () => {
  it("is what was said of the last 256 of them, those of more than 10,240 characters excepted", () => {
    const asked: string[] = [];
    const lengthOf = remember((text) => {
      asked.push(text.slice(0, 5));
      return text === "none" ? undefined : text.length;
    });
    expect([lengthOf("a"), lengthOf("a"), lengthOf("none"), lengthOf("none")]).toEqual([1, 1, undefined, undefined]);
    expect(asked).toEqual(["a", "none"]);
    const long = "x".repeat(10_241);
    expect([lengthOf(long), lengthOf(long)]).toEqual([10_241, 10_241]);
    expect(asked).toHaveLength(4);
    for (let index = 0; index < 256; index++) lengthOf(`n${index}`);
    lengthOf("a");
    expect(asked.at(-1)).toBe("a");
    lengthOf("n255");
    expect(asked.at(-1)).toBe("a");
  });
});
