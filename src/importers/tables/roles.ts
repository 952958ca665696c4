/** What a column can be for, and the names that people give such columns. */

export type Role =
  | "code"
  | "display"
  | "definition"
  | "parent"
  | "synonym"
  | "inactive"
  | "system"
  | "source"
  | "source-display"
  | "source-system"
  | "target"
  | "target-display"
  | "target-system"
  | "relationship"
  | "comment";

/**
 * Names in small letters and without punctuation, the plainest first: where several columns could have a role, the one
 * with the plainest name has it (`code` before `id`), and the others become properties.
 */
const NAMES: readonly (readonly [Role, readonly RegExp[]])[] = [
  [
    "source",
    [
      /^(source|source code|source concept code)$/,
      /^(source (id|concept|concept id)|from|from code|subject|subject id|local code|map from)$/,
    ],
  ],
  [
    "source-display",
    [
      /^(source (display|name|label|term|description|text|code description)|subject label|local (name|display|description))$/,
    ],
  ],
  ["source-system", [/^(source (system|code ?system|vocabulary|vocabulary id)|from system|subject source)$/]],
  [
    "target",
    [
      /^(target|target code|target concept code)$/,
      /^(target (id|concept|concept id)|to|to code|object|object id|map to|mapped (code|to)|map target)$/,
    ],
  ],
  [
    "target-display",
    [/^(target (display|name|label|term|description|text)|object label|mapped (name|display|description))$/],
  ],
  ["target-system", [/^(target (system|code ?system|vocabulary|vocabulary id)|to system|object source)$/]],
  [
    "relationship",
    [
      /^(relationship|relation|equivalence)$/,
      /^(predicate|predicate id|map(ping)? type|match type|correlation)$/,
    ],
  ],
  ["comment", [/^(comments?)$/, /^(notes?|remarks?)$/]],
  ["system", [/^(system|code ?system)$/, /^(system (uri|url)|vocabulary|vocabulary id)$/]],
  ["code", [/^(code|concept code|code value)$/, /^(concept id|id|identifier|concept)$/]],
  [
    "display",
    [
      /^(display|display name|preferred (term|name|label)|pref label)$/,
      /^(name|label|term|title|concept name)$/,
      /^(text)$/,
    ],
  ],
  ["definition", [/^(definition|def)$/, /^(description|meaning)$/]],
  ["parent", [/^(parents?|parent (code|id)|is ?a|broader|subclass of|parent class)$/]],
  [
    "synonym",
    [/^(synonyms?|alternative (names?|labels?)|alt labels?|alias(es)?|other names?|exact synonyms?)$/],
  ],
  ["inactive", [/^(inactive|obsolete|deprecated|retired|active)$/, /^(status)$/]],
];

/** In the order in which columns are looked for. */
export const ROLES: readonly Role[] = NAMES.map(([role]) => role);

/** A column by this name can have the role; `rank` 0 is the plainest name. */
export function roleNamed(name: string): { role: Role; rank: number } | undefined {
  const text = plain(name);
  for (const [role, ranks] of NAMES) {
    const rank = ranks.findIndex((names) => names.test(text));
    if (rank >= 0) return { role, rank };
  }
  return undefined;
}

/** `ConceptCode`, `concept_code` and `Concept Code` are one name. */
export const plain = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
