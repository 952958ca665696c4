/**
 * What a table has under a word that came from outside: every object knows words besides its own (`constructor`,
 * `__proto__`), and these must not be found.
 */
export function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
