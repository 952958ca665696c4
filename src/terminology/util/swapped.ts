/** Two neighbouring letters have changed places: `fliter` for `filter`. */
export function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? "") + a[at]! + a.slice(at + 2) === b;
}
