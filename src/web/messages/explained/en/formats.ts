/** Messages about single formats: SSSOM, Babelon, ICD-10-CM, OBO, OMOP, MedlinePlus Genetics. */
import type { Explanations } from "../explanation.ts";

export const formats: Explanations = {
  "undeclared-prefix": [
    "An identifier is written with a prefix of which the curie_map says nothing.",
    "Add the prefix with its address to the curie_map.",
  ],
  "built-in-prefix": [
    "The curie_map gives a prefix that SSSOM itself defines another meaning.",
    "Take it out of the curie_map, or name your own differently.",
  ],
  "bad-metadata": [
    "The metadata of the mapping set is no YAML that can be read.",
    "Correct the place in the message; indentation and colons count.",
  ],
  "metadata-no-map": [
    "The metadata is YAML, but no list of names with values.",
    "Write one slot a line, as in mapping_set_id: https://...",
  ],
  "metadata-too-large": [
    "The metadata is longer than that of any real mapping set.",
    "See whether the table begins where it should: its lines have no # in front.",
  ],
  "no-metadata": [
    "An SSSOM table came without its metadata, so that its prefixes mean nothing.",
    "Put the lines with # at the top of the file. A YAML file will do too: “Metadata of mappings” on the page, beside it or --metadata on the command line.",
  ],
  "no-columns": [
    "A column is missing without which there is no mapping.",
    "Add it: subject_id, predicate_id, object_id and mapping_justification are needed.",
  ],
  "column-twice": ["Two columns of the heading have the same name.", "Rename one of them, or take it out."],
  "wrong-column-count": [
    "The row has another number of fields than the heading; a tab may stand in a text.",
    "Correct the row at the line that is named.",
  ],
  "missing-slot": [
    "A mapping lacks a value that SSSOM demands.",
    "Fill it in; for a mapping made by hand the justification is semapv:ManualMappingCuration.",
  ],
  "bad-slot-value": ["A value is none that its slot allows.", "Write one that the message names."],
  "unmappable-id": [
    "A subject or object is named by a word that is no identifier.",
    "Write a CURIE (OMIM:166350) or a whole address.",
  ],
  "unknown-column": ["A column without a name was left out.", "Name it in the heading if it matters."],
  "undeclared-column": [
    "A column is no slot of SSSOM. It was kept as a property of the mappings, as text.",
    "Declare it under extension_definitions if it shall have a type.",
  ],
  "short-row": [
    "The row ends early; what is missing was taken as empty.",
    "Nothing, if the last cells are empty; otherwise complete the row.",
  ],
  "unknown-set-slot": [
    "A piece of metadata has a form that can't be kept. It was left out.",
    "Write it as a text, or as a list of texts.",
  ],
  "unknown-predicate": [
    "FHIR has no relationship for the predicate, so its mappings count as related and are not applied. The predicate itself is kept.",
    "Where you know what it means, use skos:exactMatch, broadMatch or narrowMatch.",
  ],
  "unlisted-system": [
    "The table of systems does not list a system of the mapping set, so that its address was made from a prefix or an address in the file.",
    "Compare it with the address under which you look for the codes; if they differ, correct the curie_map, or load a NamingSystem that has both.",
  ],
  "no-licence": [
    "Nothing says under which licence the content may be used.",
    "Find it out before you pass the content on, and state it in the file, or with --copyright.",
  ],
  "no-mapping-set-id": [
    "The mapping set has no address of its own, so one was made.",
    "Add mapping_set_id to its metadata.",
  ],
  untranslatable: [
    "A translation is about something that is no identifier.",
    "Write subject_id as PREFIX:code, as in HP:0000118.",
  ],
  "other-language": [
    "The language of the translations is no language tag.",
    "Write it as BCP 47 has it: de, fr, pt-BR.",
  ],
  "not-confirmed": [
    "Some translations are not official: nobody has confirmed them yet. They were kept with their state.",
    "Read them before you show them to patients.",
  ],
  "only-a-part": [
    "Chapters or blocks of ICD-10-CM are missing, so it is taken as a part: codes that it lacks are not called wrong.",
    "Take the whole tabular list, or say that it is the whole (content “complete”).",
  ],
  "no-order-line": [
    "A line does not have the columns of ICD-10-CM's order file.",
    "Take the file as CMS publishes it: its columns stand at fixed places.",
  ],
  "bad-tag-line": [
    "A line of the OBO file is no tag with its value.",
    "Write name: value, or export the ontology again.",
  ],
  "open-quote": [
    "A text of the ontology begins with a quotation mark and has no second one, so that nobody can say where it ends.",
    "Close the quotation on that line, or fetch the file again.",
  ],
  "other-kind-of-json": [
    "The file holds something else where the format has a text, a list or an object.",
    "Mend the place that the message names, or fetch the file from who made it.",
  ],
  "no-term-id": ["A term of the ontology has no id.", "Add the line id: PREFIX:number to its stanza."],
  "no-terms": [
    "The ontology holds no term that is its own.",
    "See whether the right file was taken: some hold only properties or imports.",
  ],
  "part-of-ontology": [
    "Terms name parents that are not in the file, so it is a part of the ontology and is taken as one.",
    "Take the whole ontology where the hierarchy is needed.",
  ],
  "two-tables": [
    "Two files hold the same table of OMOP's vocabulary.",
    "Import one vocabulary download at a time.",
  ],
  "not-concept-set": [
    "The JSON is no concept set of ATLAS.",
    "In ATLAS, export the concept set's expression as JSON.",
  ],
  "page-without-title": [
    "The page has no heading, which is the condition's name.",
    "Take the page as MedlinePlus Genetics has it, with its title.",
  ],
  "condition-without-name": ["A condition of the file has no name.", "Fill in its name, or take it out."],
  "condition-twice": ["The same condition is in two of the files.", "Keep the newer one."],
  "other-section": [
    "The page has a section that is not imported.",
    "Nothing: it is only said so that nobody misses it later.",
  ],
  "gene-unknown": [
    "A gene is named whose HGNC code is not stored here, so that no map leads to it.",
    "Import HGNC's genes first, then this again.",
  ],
  "curation-for-none": [
    "The curation file judges a name that no imported condition lists.",
    "Correct its spelling there, or take the row out.",
  ],
  "unknown-inheritance": [
    "The code of an inheritance pattern is none that is known of the source. It was kept as it stands.",
    "Look the condition's page up, and tell the project what the code means.",
  ],
};
