/** What an address that no code system has is instead. */
import { parseCanonical } from "../canonical.ts";
import { information, type Issue } from "../issues/issue.ts";
import { versionInSystem } from "../issues/not-found.ts";
import {
  perhapsSystem,
  perhapsUrl,
  supplementIsNoSystem,
  systemNotStored,
  valueSetIsNoSystem,
} from "../issues/recognition.ts";
import type { Terminology } from "../store.ts";
import { perGeneration } from "../util/per-generation.ts";
import { systemTable } from "./known-systems.ts";
import { codeSystemUrlOfId } from "./named-by-id.ts";
import { atOtherHome } from "./other-home.ts";

/** Notes that may help who names it as a system; none, if nothing is known of it. */
export const systemHints = perGeneration("system-hints", async (store, system): Promise<Issue[]> => {
  const { url, version } = parseCanonical(system);
  if (version !== undefined) return [versionInSystem(url, version)];
  const [supplement] = await store.supplements({ url });
  if (supplement) return [supplementIsNoSystem(supplement.codeSystem)];
  if (await store.valueSet({ url })) return [valueSetIsNoSystem(url)];
  return byTable(store, url);
});

/** What the table of systems knows of an address under which nothing is stored, and which stored ones are like it. */
async function byTable(store: Terminology, address: string): Promise<Issue[]> {
  const entry = systemTable.known(address);
  const stored = await store.versions("CodeSystem", entry?.uri ?? address);
  if (stored.length > 0) return [];
  const elsewhere = await atOtherHome(store, "CodeSystem", address);
  if (elsewhere.length > 0) return [information(perhapsUrl(elsewhere))];
  if (entry) return [systemNotStored(entry)];
  const ofId = await codeSystemUrlOfId(store, address);
  if (ofId !== undefined) return [information(perhapsUrl([ofId]))];
  const similar = await store.similarUrls("CodeSystem", address);
  if (similar.length > 0) return [information(perhapsUrl(similar))];
  const likely = systemTable.likely(address);
  if (!likely) return [];
  return [likely.uri === address ? systemNotStored(likely) : perhapsSystem(likely)];
}
