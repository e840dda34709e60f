import js from "@eslint/js";
import tseslint from "typescript-eslint";

const processExit = {
  object: "process",
  property: "exit",
  message: "Only src/cli/main.ts ends the process: return an exit code, or throw.",
};

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/", "**/cdk.out/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: "tsconfig.test.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "no-console": "error",
      // Templates and XML forbid control characters: their ranges must be named.
      "no-control-regex": "off",
      "no-restricted-properties": ["error", processExit],
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportAllDeclaration",
          message: "Name what you export: `export *` hides the public face from review.",
        },
        { selector: "ExportDefaultDeclaration", message: "Named exports only: a name that can be searched for." },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/cdk/**", "src/testing/**", "src/terraform/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(aws-cdk-lib|constructs)(/|$)",
              message:
                "Only users of constructs install it: import it under src/cdk, src/terraform and src/testing alone.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/terraform/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [{ name: "@cdktf/provider-aws", message: "It loads 1500 files: import @cdktf/provider-aws/lib/…." }],
          patterns: [{ regex: "^aws-cdk-lib(/|$)", message: "Users of Terraform do not install the AWS CDK." }],
        },
      ],
    },
  },
  {
    // The root of aws-cdk-lib loads what nobody asked for: `aws-cdk-lib/core`, `aws-cdk-lib/aws-iam`.
    files: ["src/cdk/**/*.ts", "src/testing/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "aws-cdk-lib", message: "Import the submodule, such as aws-cdk-lib/core." }] },
      ],
      "no-restricted-properties": [
        "error",
        processExit,
        ...["addResourceDependency", "addStackDependency"].map((property) => ({
          property,
          message:
            "aws-cdk-lib 2.200 does not have it, and package.json promises that it is enough: node.addDependency().",
        })),
      ],
    },
  },
  { files: ["src/cli/main.ts"], rules: { "no-restricted-properties": "off" } },
  {
    // Plain scripts run by Node itself.
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: {
      globals: {
        URL: "readonly",
        URLSearchParams: "readonly",
        __dirname: "readonly",
        console: "readonly",
        module: "writable",
        fetch: "readonly",
        process: "readonly",
        performance: "readonly",
        require: "readonly",
      },
    },
  },
);
