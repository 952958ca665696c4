/** What the properties of a code system mean, in its own words. */
import type { Context } from "./context.ts";

interface Declared {
  property?: { code: string; description?: string }[];
}

/** By the codes of the properties; empty where the code system declares none. */
export async function propertyMeanings(
  context: Context,
  { system, version }: { system: string; version?: string | undefined },
): Promise<ReadonlyMap<string, string>> {
  const { resource } = await context.ask("r5", "CodeSystem", {
    url: system.replace(/[\\,$|]/g, "\\$&"),
    version: version?.replace(/[\\,$|]/g, "\\$&"),
    _elements: "property",
  });
  const { entry = [] } = (resource ?? {}) as { entry?: { resource: Declared }[] };
  const declared = entry.flatMap((one) => one.resource.property ?? []);
  return new Map(declared.flatMap(({ code, description }) => (description ? [[code, description]] : [])));
}
