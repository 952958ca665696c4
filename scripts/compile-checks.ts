/**
 * Compiles the input schemas of all operations to code, so that no server has to do so when it starts:
 * `node scripts/compile-checks.ts`. To be run after a change under resources/operations; a test says when it is due.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { AJV_OPTIONS, schemaHash } from "../src/fhir/operations/check.ts";
import type { OperationData } from "../src/fhir/operations/definition.ts";
import { inputSchema } from "../src/fhir/operations/schema.ts";
import { operations } from "../src/http/operations/index.ts";

export const CHECKS = new URL("../resources/operations/checks/", import.meta.url);

/** The source of the module that checks an operation's input. */
export function checkSource(data: OperationData): string {
  const schema = inputSchema(data);
  const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true, lines: true } });
  const code = standalone(ajv, ajv.compile(schema));
  // ajv counts code points by a helper of its own: one more file to load, for limits that need no such care.
  const helper = /const (\w+) = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;?/;
  const own = code.replace(helper, "const $1 = (text) => text.length;");
  if (/\brequire\(/.test(own)) throw new Error(`the check of ${data.file} needs what it can't load`);
  return `// Made by scripts/compile-checks.ts.\nexport const schemaHash = ${JSON.stringify(schemaHash(schema))};\n${own}\n`;
}

if (import.meta.main) {
  mkdirSync(CHECKS, { recursive: true });
  for (const { data } of operations) writeFileSync(new URL(`${data.file}.js`, CHECKS), checkSource(data));
  console.log(`${operations.length} checks compiled`);
}
