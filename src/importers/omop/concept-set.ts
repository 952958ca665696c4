/** A concept set as ATLAS gives it in JSON -> a ValueSet: codes by their vocabulary, some taken away, some with all below them. */
import { MAPPED_LEFT_OUT, notConceptSet } from "../../terminology/issues/omop.ts";
import { systemNotKnown } from "../../terminology/issues/tables.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { mayTake } from "../licensed-strings.ts";
import { MemberList } from "../member-list.ts";
import { BASE, idFrom, nameFrom, stemOf } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import { jsonDocument } from "../reading/json-items.ts";
import { systemNamed } from "../system-named.ts";

/** By the beginning of the file. */
export const isConceptSet = (head: string): boolean =>
  /^\s*\{/.test(head) && /"items"\s*:\s*\[/.test(head) && /"VOCABULARY_ID"\s*:/.test(head);

interface Item {
  concept?: { CONCEPT_CODE?: unknown; CONCEPT_NAME?: unknown; VOCABULARY_ID?: unknown };
  isExcluded?: boolean;
  includeDescendants?: boolean;
  includeMapped?: boolean;
}

/** Refuses items whose vocabulary names no known system. */
export async function* conceptSetRecords(file: InputFile): AsyncGenerator<ImportRecord> {
  const document = (await jsonDocument(file)) as { name?: unknown; items?: unknown };
  const { items, name } = document;
  if (!Array.isArray(items)) file.job.fail(file.at(), notConceptSet("it has no list of items"));
  const members = new MemberList();
  (items as Item[]).forEach((item, at) => take(item, `items[${at}]`, members, file));
  const { options } = file.job;
  const stem = stemOf(options.url ?? file.path);
  const id = idFrom(stem);
  const valueSet = {
    resourceType: "ValueSet" as const,
    id,
    url: options.url ?? `${BASE}/ValueSet/${id}`,
    version: options.version,
    name: nameFrom(stem),
    title: options.title ?? (typeof name === "string" && name !== "" ? name : stem),
    status: "active" as const,
    compose: members.compose(),
  };
  yield {
    kind: "resource",
    resource: withOrigin(valueSet, "ValueSet", { source: fileUri(file.path) }, options),
  };
}

/** Takes the item as a member, or refuses it. */
function take(item: Item, where: string, members: MemberList, file: InputFile): void {
  const location = file.at(undefined, where);
  const { CONCEPT_CODE: code, CONCEPT_NAME: name, VOCABULARY_ID: vocabulary } = item?.concept ?? {};
  if (typeof code !== "string" || code === "" || typeof vocabulary !== "string")
    return file.job.refuse(location, notConceptSet("the item has no CONCEPT_CODE or VOCABULARY_ID"));
  const system = systemNamed(vocabulary, file.job);
  if (system === undefined) return file.job.refuse(location, systemNotKnown(vocabulary));
  if (item.includeMapped) file.job.leaveOut(MAPPED_LEFT_OUT);
  const display = typeof name === "string" && name !== "" && mayTake(system, file.job) ? name : undefined;
  members.add({
    system,
    code,
    display,
    exclude: item.isExcluded === true,
    descendants: item.includeDescendants === true,
  });
  return undefined;
}
