/** What OBO text and OBO Graph JSON both say: an ontology and its terms. */

export type SynonymScope = "exact" | "broad" | "narrow" | "related";

export interface Synonym {
  value: string;
  scope: SynonymScope;
  acronym: boolean;
}

export interface Term {
  /** CURIE, as in `DOID:0111535`. */
  id: string;
  name?: string | undefined;
  definition?: string | undefined;
  definitionSources: string[];
  comments: string[];
  synonyms: Synonym[];
  /** Ids elsewhere, without saying how they relate. */
  xrefs: string[];
  /** skos:exactMatch and its like: predicate as a CURIE, id elsewhere. */
  matches: { predicate: string; id: string }[];
  parents: string[];
  /** Other relations to terms: name of the relation, id of the term. */
  relations: { name: string; id: string }[];
  alternativeIds: string[];
  subsets: string[];
  obsolete: boolean;
  replacedBy: string[];
  consider: string[];
  /** Where in the file it stands. */
  line: number;
}

export interface OntologyHeader {
  /** `doid/subsets/DO_rare_slim`, or an IRI. */
  id?: string | undefined;
  version?: string | undefined;
  title?: string | undefined;
  license?: string | undefined;
  description?: string | undefined;
  /** Prefix -> IRI, as the file declares them. */
  prefixes: Record<string, string>;
}

export interface Ontology {
  header: OntologyHeader;
  /** From the beginning, each time it is called. */
  terms(): AsyncIterable<Term>;
}

/** A term of which only the id is known. */
export const emptyTerm = (id: string, line: number): Term => ({
  id,
  definitionSources: [],
  comments: [],
  synonyms: [],
  xrefs: [],
  matches: [],
  parents: [],
  relations: [],
  alternativeIds: [],
  subsets: [],
  obsolete: false,
  replacedBy: [],
  consider: [],
  line,
});

/** OMO:0003012 and the synonym type by name both say that a synonym is an acronym. */
export const isAcronym = (type: string): boolean => /(OMO[:_]0003012|acronym|abbreviation)$/i.test(type);

const SKOS =
  /^(?:skos:|http:\/\/www\.w3\.org\/2004\/02\/skos\/core#)(exact|close|broad|narrow|related)Match$/;

/** `skos:exactMatch`, from either way to write it; undefined: no statement of sameness or likeness. */
export function matchPredicate(predicate: string): string | undefined {
  const kind = SKOS.exec(predicate)?.[1];
  return kind === undefined ? undefined : `skos:${kind}Match`;
}
