/**
 * Concepts and mappings hold what questions are asked about. What a resource says besides, for example an element's `id` or the
 * extensions of a primitive (`_definition`), is kept beside them as it was written, so that it reads back whole.
 */

/** Elements as FHIR's JSON has them. */
export type Elements = Record<string, unknown>;

/** Items of a list that are not read, each with its index, in order. */
export type Aside = [index: number, item: object][];

/** What changes the meaning of the element at `path`. */
export interface Modifier {
  path: string;
  /** Of the modifier extension, or of the rules. */
  url: string;
}

/** How a concept was written. */
export interface ConceptAsWritten {
  /** Its number in the resource; not where nesting tells the hierarchy, for then that gives the order. */
  at?: number;
  /** With `at`: the concept that it is nested in. */
  below?: string;
  /** Properties that tell the hierarchy, and those without a value. */
  properties?: Aside;
  /** Designations without a value. */
  designations?: Aside;
  elements?: Elements;
  /** What changes the meaning of it: such a concept is not acted on. */
  modifier?: Modifier;
}

/** How a mapping was written. Of several mappings of one element, the first has what is said of the element. */
export interface MappingAsWritten {
  /** The number of its group, where an earlier group fits as well. */
  group?: number;
  /** It begins an element, though its group has one for this source already. */
  again?: true;
  element?: Elements;
  target?: Elements;
  /** Properties without a value. */
  properties?: Aside;
  /** What changes the meaning of it: such a mapping is not acted on. */
  modifier?: Modifier;
}

/** The elements that are not among `known`; undefined where there are none. */
export function elementsBesides(element: object, known: ReadonlySet<string>): Elements | undefined {
  let others: Elements | undefined;
  for (const [name, value] of Object.entries(element)) {
    if (value === undefined || known.has(name)) continue;
    others ??= {};
    others[name] = value;
  }
  return others;
}

/** The items that could not be read, where `read` is aligned with the list; undefined where all could. */
export function notRead(items: readonly object[] = [], read: readonly unknown[]): Aside | undefined {
  const aside = items.flatMap((item, i): Aside => (read[i] === undefined ? [[i, item]] : []));
  return aside.length > 0 ? aside : undefined;
}

/** The inverse: the whole list again, from what was read and what was not. */
export function withAside<T>(items: readonly T[], aside: Aside = []): T[] {
  const all = [...items];
  for (const [index, item] of aside) all.splice(index, 0, item as T);
  return all;
}

/** Only what there is; undefined where there is nothing. */
export function unlessEmpty<T extends object>(all: { [K in keyof T]: T[K] | undefined }): T | undefined {
  let given: Partial<T> | undefined;
  for (const name of Object.keys(all) as (keyof T)[]) {
    if (all[name] === undefined) continue;
    given ??= {};
    given[name] = all[name];
  }
  return given as T | undefined;
}
