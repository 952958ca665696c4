/** What is wrong with an entry of a transaction names it. */
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";

/** Headers outside of a Bundle, elements of `request` in it. */
const CONDITIONS = new Map([
  ["If-Match", "request.ifMatch"],
  ["If-None-Match", "request.ifNoneMatch"],
  ["If-None-Exist", "request.ifNoneExist"],
]);

/** @throws what `work` throws, as said of the entry */
export async function ofEntry<T>(index: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw errorOfEntry(index, error);
  }
}

/** The same error, whose issues name the entry. */
export function errorOfEntry(index: number, error: unknown): unknown {
  if (error instanceof TerminologyError)
    error.issues.forEach((issue, i) => (error.issues[i] = issueOfEntry(index, issue)));
  return error;
}

/** `CodeSystem.url` is `Bundle.entry[3].resource.url`; what names the entry already is as it was. */
export function issueOfEntry(index: number, issue: Issue): Issue {
  const entry = `Bundle.entry[${index}]`;
  if (issue.text.startsWith(entry)) return issue;
  const expression = issue.expression?.map((said) => placeOf(said, entry)) ?? [entry];
  return { ...issue, text: `${entry}: ${issue.text}`, expression };
}

function placeOf(said: string, entry: string): string {
  const condition = CONDITIONS.get(said);
  if (condition) return `${entry}.${condition}`;
  return /^[A-Z][A-Za-z]*(?=\.|\[|$)/.test(said) ? said.replace(/^[A-Za-z]+/, `${entry}.resource`) : entry;
}
