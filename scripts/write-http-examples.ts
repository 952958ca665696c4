/** Writes `examples/*.http` from `resources/examples.json`: requests for editors that can send them. */
import { writeFileSync } from "node:fs";
import { httpExamples } from "../src/http/openapi/http-files.ts";
import { operations } from "../src/http/operations/index.ts";

for (const version of ["r4", "r5"] as const) {
  const file = new URL(`../examples/${version}.http`, import.meta.url);
  writeFileSync(
    file,
    httpExamples(
      operations.map(({ data }) => data),
      version,
    ),
  );
}
