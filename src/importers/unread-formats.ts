/** Formats of terminology that are known and not read, known by name and beginning, each with the way round it. */
import { otherKindOfFile } from "../terminology/issues/importing.ts";
import type { Issue } from "../terminology/issues/issue.ts";

interface UnreadFormat {
  fits: (path: string, head: string) => boolean;
  is: string;
  instead: string;
}

const isXml = (head: string): boolean => /^\s*</.test(head);

const TABLE = "a table (code, display, parent)";
const ROBOT =
  "convert an ontology to OBO Graph JSON with ROBOT (robot convert --input IN.owl --output OUT.json)";

const FORMATS: readonly UnreadFormat[] = [
  {
    fits: (_path, head) => isXml(head) && /<(\w+:)?RDF[\s>]|<Ontology\s[^>]*\bowl#/.test(head),
    is: "RDF/XML or OWL",
    instead: `${ROBOT}, or make ${TABLE} of it`,
  },
  {
    fits: (path, head) =>
      /\.(ttl|ofn|omn)$/i.test(path) || /^(\s|#.*\n)*(@(prefix|base)\s|Prefix[(:])/.test(head),
    is: "an ontology's text (Turtle, or OWL in functional or Manchester syntax)",
    instead: `${ROBOT}, or make ${TABLE} of it`,
  },
  {
    fits: (_path, head) => isXml(head) && /<ClaML[\s>]/.test(head),
    is: "a classification in ClaML",
    instead: `convert it to a FHIR CodeSystem, or make ${TABLE} of it`,
  },
  {
    fits: (path) => /\.rrf$/i.test(path),
    is: "a table of UMLS or RxNorm (RRF), without the names of its columns",
    instead: "take the vocabulary as OMOP's tables, or make a table (code, display) of it",
  },
  {
    fits: (_path, head) => /^id\teffectiveTime\tactive\tmoduleId\t/.test(head),
    is: "a table of a SNOMED CT release (RF2), where a concept stands in several",
    instead: "take the vocabulary as OMOP's tables, or make a table (code, display, parent) of it",
  },
  {
    fits: (path) => /\.fsh$/i.test(path),
    is: "FHIR Shorthand",
    instead: "run SUSHI, and give the JSON that it writes (fsh-generated/resources)",
  },
  {
    fits: (path, head) =>
      /\.hpoa$/i.test(path) || /^database_id\tdisease_name\tqualifier\thpo_id\t/m.test(head),
    is: "HPO's annotations of diseases",
    instead: "make a map table (source, target) of it, without the rows whose qualifier is NOT",
  },
  {
    fits: (_path, head) => isXml(head) && /<JDBOR[\s>]/.test(head),
    is: "Orphadata's XML",
    instead: "make a table (code, display) or a map table (source, target) of it",
  },
  {
    fits: (path, head) => /\.txt$/i.test(path) && /^hgnc_id\tsymbol\t/.test(head),
    is: "HGNC's table, whose columns have names of their own",
    instead: "give --format table --columns code=hgnc_id,display=symbol",
  },
];

/** What the file is, and what would be read in its stead. `head`: its first bytes, one character each. */
export function unreadFormat(path: string, head: string): Issue | undefined {
  const format = FORMATS.find(({ fits }) => fits(path, head));
  return format && otherKindOfFile(format.is, format.instead);
}
