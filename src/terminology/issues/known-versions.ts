/** The versions that there are, where another one was asked for. */

/** So many are named, the highest: there may be tens of thousands, and a batch may ask for thousands that there aren't. */
const MOST_NAMED = 100;

/** @param known lowest first */
export function validVersions(known: readonly string[]): string {
  const lower = known.length - MOST_NAMED;
  const named = known.slice(-MOST_NAMED).join(" or ");
  return `Valid versions: ${named}${lower > 0 ? `, and ${lower} lower ones` : ""}`;
}

/** @param known lowest first */
export function otherVersionsKnown(known: readonly string[]): string {
  if (known.length === 1) return `Its only version here is ${known[0]}`;
  const named = known.slice(-MOST_NAMED);
  const which = named.length < known.length ? `The highest of its ${known.length} versions` : "Its versions";
  return `${which} here are ${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}
