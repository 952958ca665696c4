/** Puts what comes with Ossicle into a store that keeps it: the condition, and the operations' definitions. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type * as r5 from "fhir/r5";
import { compareVersions } from "../terminology/canonical.ts";
import type { Resource } from "../terminology/model.ts";
import { recordsOf } from "../terminology/resources/resources.ts";
import type { ImportRecord, Store } from "../terminology/store.ts";
import { bundledResources } from "./bundled-terminology.ts";
import { operationDefinitions } from "./operation-definitions.ts";
import { software } from "./software.ts";

/** The resource by which a store shows what it was filled with. */
const MARK = "ossicle-bundle";

/**
 * Writes nothing if the store was filled with the same before: then it takes one read. What was changed or deleted since
 * stays so, until another version of Ossicle brings other content; not an older one, for in an upgrade nodes of both
 * versions use the store. A store that can't be written to is left as it is.
 */
export async function seed(store: Store): Promise<void> {
  if (store.readOnly !== undefined) return;
  const digest = bundleDigest();
  const mark = (await store.read("Provenance", MARK))?.resource;
  if (mark?.entity?.[0]?.what.identifier?.value === digest) return;
  if (mark && compareVersions(versionIn(mark), software.version) > 0) return;
  const resources = [...bundledResources(), ...operationDefinitions()];
  await store.write(records([...resources, markOf(digest, resources)]));
}

/** Of the Ossicle that made the mark, as `markOf` writes it. */
function versionIn(mark: r5.Provenance): string | undefined {
  return mark.agent[0]?.who.display?.split(" ").at(-1);
}

/** Resources as the records of an import. */
export function* records(resources: Iterable<Resource>): Generator<ImportRecord> {
  for (const resource of resources) yield* recordsOf(resource);
}

/** Changes with every byte of what is put in. */
function bundleDigest(): string {
  const hash = createHash("sha256").update(software.version);
  for (const name of ["terminology", "operations"]) {
    const folder = new URL(`../../resources/${name}/`, import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    for (const file of files.sort()) hash.update(file).update(readFileSync(new URL(file, folder)));
  }
  return `sha256-${hash.digest("base64url")}`;
}

function markOf(digest: string, resources: readonly Resource[]): r5.Provenance {
  return {
    resourceType: "Provenance",
    id: MARK,
    target: resources.map(({ resourceType, id }) => ({ reference: `${resourceType}/${id}` })),
    recorded: new Date().toISOString(),
    activity: { text: "Filled with what comes with Ossicle" },
    agent: [{ who: { display: `${software.name} ${software.version}` } }],
    entity: [
      {
        role: "source",
        what: { identifier: { system: `${software.canonical}/bundle`, value: digest } },
      },
    ],
  };
}
