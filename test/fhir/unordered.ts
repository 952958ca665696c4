/** A resource for comparison: the extensions of an element have no order of their own, nor have the keys of an object. */
export function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const plain = unordered(inner);
    return [
      key,
      key === "extension" && Array.isArray(plain) ? plain.map((e) => JSON.stringify(e)).sort() : plain,
    ];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
