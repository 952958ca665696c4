/** What a column can be for, and the names that people give such columns, in English and German. */

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
      /^(source|source code|source concept code|quell ?[ck]ode)$/,
      /^(source (id|concept|concept id)|from|from code|subject|subject id|local code|map from)$/,
    ],
  ],
  [
    "source-display",
    [
      /^(source (display|name|label|term|description|text|code description)|subject label|local (name|display|description)|quell ?(bezeichnung|text|name))$/,
    ],
  ],
  [
    "source-system",
    [/^(source (system|code ?system|vocabulary|vocabulary id)|from system|subject source|quell ?system)$/],
  ],
  [
    "target",
    [
      /^(target|target code|target concept code|ziel ?[ck]ode)$/,
      /^(target (id|concept|concept id)|to|to code|object|object id|map to|mapped (code|to)|map target)$/,
    ],
  ],
  [
    "target-display",
    [
      /^(target (display|name|label|term|description|text)|object label|mapped (name|display|description)|ziel ?(bezeichnung|text|name))$/,
    ],
  ],
  [
    "target-system",
    [/^(target (system|code ?system|vocabulary|vocabulary id)|to system|object source|ziel ?system)$/],
  ],
  [
    "relationship",
    [
      /^(relationship|relation|equivalence|beziehung|äquivalenz)$/,
      /^(predicate|predicate id|map(ping)? type|match type|correlation)$/,
    ],
  ],
  ["comment", [/^(comments?)$/, /^(notes?|remarks?|kommentar|bemerkung(en)?|anmerkung(en)?)$/]],
  ["system", [/^(system|[ck]ode ?system|kodier ?system)$/, /^(system (uri|url)|vocabulary|vocabulary id)$/]],
  [
    "code",
    [
      /^(code|concept code|code value|kode|schlüssel|schlüssel ?nummer)$/,
      /^(concept id|id|identifier|concept)$/,
    ],
  ],
  [
    "display",
    [
      /^(display|display name|preferred (term|name|label)|pref label|bezeichnung|anzeige ?name|vorzugs ?(bezeichnung|begriff))$/,
      /^(name|label|term|title|concept name|titel|klassentitel|benennung|begriff)$/,
      /^(text)$/,
    ],
  ],
  ["definition", [/^(definition|def)$/, /^(description|meaning|beschreibung|bedeutung|erläuterung)$/]],
  [
    "parent",
    [
      /^(parents?|parent (code|id)|is ?a|broader|subclass of|parent class)$/,
      /^((eltern|ober) ?[ck]ode|oberbegriff|übergeordnet(er?)?( ([ck]ode|schlüssel|begriff))?)$/,
    ],
  ],
  [
    "synonym",
    [
      /^(synonyms?|alternative (names?|labels?)|alt labels?|alias(es)?|other names?|exact synonyms?)$/,
      /^(synonyme|andere (namen|bezeichnungen)|alternative (namen|bezeichnung(en)?))$/,
    ],
  ],
  [
    "inactive",
    [/^(inactive|obsolete|deprecated|retired|active|inaktiv|veraltet|ungültig|aktiv|gültig)$/, /^(status)$/],
  ],
];

/** In the order in which columns are looked for. */
export const ROLES: readonly Role[] = NAMES.map(([role]) => role);
const all: ReadonlySet<string> = new Set(ROLES);
export const isRole = (name: string): name is Role => all.has(name);

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
