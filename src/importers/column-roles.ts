/** `code=Id,display=Label` -> role -> column; undefined: it is not written so. */
export function columnRoles(text: string): Record<string, string> | undefined {
  const entries = text.split(",").map((part) =>
    part
      .split(/=(.*)/s)
      .slice(0, 2)
      .map((p) => p.trim()),
  );
  if (entries.some(([role, name]) => !role || !name)) return undefined;
  return Object.fromEntries(entries) as Record<string, string>;
}
