import { encodeBase32, makeCode, stepOf } from "../../src/emulator/totp";

describe("one-time passwords", () => {
  // RFC 6238, appendix B: the seed is "12345678901234567890", the codes are the last six of its eight digits.
  const seed = encodeBase32(Buffer.from("12345678901234567890"));

  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("are those of RFC 6238 after %d seconds", (seconds, code) => {
    expect(makeCode(seed, stepOf(new Date(seconds * 1000)))).toBe(code);
  });

  // RFC 4648, section 10, padding left out.
  it.each([
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ])("write %j in base32 as %j", (text, base32) => {
    expect(encodeBase32(Buffer.from(text))).toBe(base32);
  });
});
