/** What an address that no code system has is instead. */
import { parseCanonical } from "../canonical.ts";
import { versionInSystem, type Issue } from "../issues/issue.ts";
import { supplementIsNoSystem, valueSetIsNoSystem } from "../issues/recognition.ts";
import type { Terminology } from "../store.ts";

/** Notes that may help who names it as a system; none, if nothing is known of it. */
export async function systemHints(store: Terminology, system: string): Promise<Issue[]> {
  const { url, version } = parseCanonical(system);
  const hints = version === undefined ? [] : [versionInSystem(url, version)];
  const [supplement] = await store.supplements({ url: system });
  if (supplement) return [...hints, supplementIsNoSystem(supplement.codeSystem)];
  if (await store.valueSet({ url: system })) hints.push(valueSetIsNoSystem(system));
  return hints;
}
