/** A resource that is about to be written: what it is, and its rows. */
import type { Concept, Mapping, Resource, ResourceType } from "../../../terminology/model.ts";
import type { Met } from "../../../terminology/store.ts";
import type { LongWork } from "../../../terminology/util/in-turns.ts";
import type { Parents } from "../../concepts/hierarchy.ts";
import type { StoredText } from "../body.ts";
import type { Sorter } from "./sorter.ts";

interface StagedResource {
  /** What it was made from. */
  met?: Met | undefined;
  type: ResourceType;
  id?: string | undefined;
  url?: string | undefined;
  version?: string | undefined;
  name?: string | undefined;
  /** The same for resources that say the same. */
  fingerprint: string;
  /** Concepts or mappings. */
  rows: number;
  /** Languages of designations. */
  languages: ReadonlySet<string>;
}

/** Concepts have numbers in the order in which they came (gaps where a code came again); parents are indexes into `numbers`. */
export interface StagedHierarchy {
  numbers: ArrayLike<number>;
  parents: Parents;
}

/** With ways to its contents, which may be in memory or in a temporary file. */
export interface Staged extends StagedResource {
  /** Its rows are written already: the number of the content, and how many concepts or mappings there are. */
  ahead?: { content: number; count: number } | undefined;
  /** All but concepts and mappings; where it came as a whole, the whole too. */
  resource(): StoredText;
  hierarchy(): LongWork<StagedHierarchy>;
  conceptReader(): (number: number) => Concept;
  mappings(): Iterable<Mapping>;
  /** For rows of the indexes of properties and of names. */
  sorter(table: "property" | "name"): Sorter;
}

/** What the header says of the resource. */
export function describe(header: object): Pick<StagedResource, "type" | "id" | "url" | "version" | "name"> {
  const { resourceType, id, url, version, name } = header as Resource & {
    url?: string;
    version?: string;
    name?: string;
  };
  return { type: resourceType as ResourceType, id, url, version, name };
}
