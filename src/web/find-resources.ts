/** Stored resources that a page needs besides its own, found by FHIR's search. */
import type { ResourceType } from "../terminology/model.ts";
import type { Params } from "./ask.ts";
import type { Context } from "./context.ts";

interface FoundResources<T> {
  status: number;
  resources: T[];
}

/** Criteria are values as they are; several of one are alternatives. An undefined one is left out. */
type Criteria = Record<string, string | readonly string[] | undefined>;

/**
 * Resources of `type` for which all criteria hold, as R5. None where the search is refused; `status` tells.
 * @param shown `_elements`, `_summary`, `_sort`, `_count`
 */
export async function findResources<T extends object>(
  context: Context,
  type: ResourceType,
  criteria: Criteria,
  shown: Readonly<Record<`_${string}`, string | number>>,
): Promise<FoundResources<T>> {
  const { status, resource } = await context.ask("r5", type, { ...searchFor(criteria), ...shown });
  const { entry = [] } = (resource ?? {}) as { entry?: { resource: T; search?: { mode?: string } }[] };
  return { status, resources: entry.filter((e) => e.search?.mode !== "outcome").map((e) => e.resource) };
}

/** How many there are; undefined: unknown. */
export async function countResources(
  context: Context,
  type: ResourceType,
  criteria: Criteria = {},
): Promise<number | undefined> {
  const { status, resource } = await context.ask("r5", type, { ...searchFor(criteria), _summary: "count" });
  return status === 200 ? ((resource as { total?: number }).total ?? 0) : undefined;
}

const searchFor = (criteria: Criteria): Params =>
  Object.fromEntries(
    Object.entries(criteria).map(([name, value]) => [name, value && [value].flat().map(escaped).join(",")]),
  );

/** What would part one value from another, or its parts (search.html, "Escaping Search Parameters"). */
const escaped = (value: string): string => value.replace(/[\\,$|]/g, "\\$&");
