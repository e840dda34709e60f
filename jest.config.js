// The SDK's notice about coming Node versions would stand in the middle of every report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/{test,examples}/**/*.test.ts"],
  // The examples import the package by its name, as a customer does; here they get the sources.
  moduleNameMapper: {
    "^externalized-iam$": "<rootDir>/src",
    "^externalized-iam/(testing|terraform)$": "<rootDir>/src/$1",
  },
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  testEnvironment: "node",
  // Jest would leave a core alone, which on two is half of them; much of the time tests wait for other programs.
  maxWorkers: "100%",
  // Tests that start processes must not fail for want of patience on a busy machine.
  testTimeout: 30_000,
  modulePathIgnorePatterns: ["<rootDir>/dist"],
  reporters: ["default", "<rootDir>/scripts/jest-count-reporter.cjs"],
};
