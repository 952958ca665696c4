import js from "@eslint/js";
import importSort from "eslint-plugin-simple-import-sort";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "resources/", "data/", "examples/"] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ["*.js", "bin/*.js", "src/*.js", "src/cli/*.js", "src/server/*.js"],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "import-sort": importSort },
    rules: {
      // Node's modules, then packages, then our own files.
      "import-sort/imports": ["error", { groups: [["^node:", "^@?\\w", "^\\."]] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Stores answer at once or later: an async method may have nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // What may be there at once is awaited as well.
      "@typescript-eslint/await-thenable": "off",
      // FHIR's primitives come as unknown and are written as text.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allow: ["URLSearchParams", "URL"] },
      ],
      // Where a failure is handed on, it is handed on as it came.
      "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingUnknown: true }],
      // Contracts are written as methods, and kept by objects of functions.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // One file makes markup from text.
    files: ["src/**"],
    ignores: ["src/web/html.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "hono/html", message: "Take it from src/web/html.ts" }] },
      ],
    },
  },
  {
    // Answers are JSON, and tests say what they expect of it.
    files: ["test/**"],
    rules: {
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
