import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fhirXml } from "../../../src/importers/fhir/xml.ts";
import { ImportJob } from "../../../src/importers/import-job.ts";
import { InputFile } from "../../../src/importers/reading/input-file.ts";
import { systemTable } from "../../../src/terminology/resolve/known-systems.ts";
import { guardLongWork } from "../../../src/terminology/util/in-turns.ts";

test("others have their turn while a long file of XML is parsed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ossicle-xml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const concepts = Array.from({ length: 60_000 }, (_, i) => `<concept><code value="c${i}"/></concept>`);
  const path = join(folder, "long.xml");
  // Its end is missing, so that nothing is done but to parse it.
  writeFileSync(path, `<CodeSystem xmlns="http://hl7.org/fhir"><status value="active"/>${concepts.join("")}`);
  let turns = 0;
  guardLongWork(() => void turns++);
  onTestFinished(() => guardLongWork(() => {}));
  const job = new ImportJob(systemTable, { fhirVersion: "r5" });
  const records = fhirXml.read(new InputFile(path, job));
  await expect((async () => records[Symbol.asyncIterator]().next())()).rejects.toThrow();
  expect(turns).toBeGreaterThan(0);
});
