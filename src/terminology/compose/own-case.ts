/** Enumerated codes as the code system writes them, where it does not say whether case counts. */
import type { ValueSetInclude } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";

/** The same include, unless a code is written in another case. */
export async function inOwnCase(
  include: ValueSetInclude,
  provider: CodeSystemProvider | undefined,
): Promise<ValueSetInclude> {
  const { concept: listed } = include;
  if (!listed || !provider || provider.codeSystem.caseSensitive !== undefined) return include;
  const located = await provider.locate(listed.map(({ code }) => code ?? ""));
  if (listed.every(({ code }, i) => (located[i]?.code ?? code) === code)) return include;
  const concept = listed.map((entry, i) => {
    const code = located[i]?.code;
    return code === undefined ? entry : { ...entry, code };
  });
  return { ...include, concept };
}
