import { defineConfig } from "vitest/config";

/** They run over handlers in Express apps of others too. */
const ALSO_MOUNTED = [
  "caching",
  "condition-calls",
  "hints",
  "interactions/bundle",
  "interactions/metadata",
  "interactions/read",
  "interactions/search",
  "interactions/write",
  "operations/expand",
  "operations/match",
  "operations/validate-code",
  "strict-names",
  "valid-answers",
  "xml",
].map((name) => `test/http/${name}.test.ts`);

/** Here each file has a process of its own, for it starts or ends others, or keeps something for as long as a process lives. */
const OWN_PROCESS = [
  "*",
  "{bench,cli,clients,conformance,deploy,examples,importers,server,testing,translate-suite}/**/*",
  "http/tracing/open-telemetry",
].map((name) => `test/${name}.test.ts`);

const mounted = (express: "4" | "5", include: string[]) => ({
  extends: true as const,
  test: {
    name: `in Express ${express}`,
    include,
    env: { OSSICLE_TEST_MOUNTED: express },
    isolate: false,
  },
});

export default defineConfig({
  test: {
    // What a busy machine needs to start a server; no test tells by it that something is quick.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // As the server is loaded: Node takes out the types itself, and nothing stands between modules.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // A test that comes to its end without an assertion, as by a loop over nothing, has shown nothing.
    expect: { requireAssertions: true },
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary"],
      // A floor: it may rise.
      thresholds: { statements: 94, branches: 88 },
    },
    projects: [
      // To load all of src takes longer than most files: these share two processes. What a test changes there, it changes back.
      {
        extends: true,
        test: {
          name: "server",
          include: ["test/**/*.test.ts"],
          exclude: OWN_PROCESS,
          isolate: false,
        },
      },
      { extends: true, test: { name: "own process", include: OWN_PROCESS } },
      {
        extends: true,
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["test/types/*.test-d.ts"],
            tsconfig: "test/types/tsconfig.json",
          },
        },
      },
      mounted("5", ALSO_MOUNTED),
      mounted("4", ["test/http/interactions/write.test.ts", "test/http/xml.test.ts"]),
    ],
  },
});
