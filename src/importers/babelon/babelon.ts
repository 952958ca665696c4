/**
 * Babelon: translations of an ontology's names, in TSV (one value of a term in another language a row), as HPO and Mondo
 * publish them -> a supplement of the ontology's code system. Nothing is altered: status, translator and date stay.
 */
import { bareConcept } from "../../terminology/concepts/bare-concept.ts";
import { SYNONYM } from "../../terminology/concepts/designation-uses.ts";
import {
  notConfirmed,
  notTranslated,
  otherLanguage,
  untranslatable,
} from "../../terminology/issues/babelon.ts";
import { noLicence } from "../../terminology/issues/sssom.ts";
import type { CodeSystem, Coding, Designation } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { Importer } from "../importer.ts";
import { codingOfCurie, wellKnownCoding } from "../mappings/curies.ts";
import { parseCurie } from "../mappings/prefixes.ts";
import { BASE, idFrom, nameFrom, stemOf } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import { headed, type HeadedRow } from "../reading/headed.ts";
import type { InputFile } from "../reading/input-file.ts";

const REQUIRED = ["subject_id", "predicate_id", "translation_language", "translation_value"];

export const babelon: Importer = {
  name: "babelon",
  passes: 2,
  recognises: (_path, head) => {
    const [first = ""] = head.split(/[\r\n]/, 1);
    const columns = first.split("\t");
    return REQUIRED.every((column) => columns.includes(column));
  },
  read,
};

async function* read(file: InputFile): AsyncGenerator<ImportRecord> {
  const terms = await collected(file);
  for (const [system, designations] of terms) {
    yield { kind: "codeSystem", codeSystem: supplementOf(system, terms.size > 1, file) };
    for (const [code, values] of designations)
      yield { kind: "concept", concept: { ...bareConcept(code), designations: values } };
  }
}

/** System -> code -> its names; rows of one term may stand anywhere. */
async function collected(file: InputFile): Promise<Map<string, Map<string, Designation[]>>> {
  const terms = new Map<string, Map<string, Designation[]>>();
  let unconfirmed = 0;
  for await (const row of headed(file, "\t")) {
    const location = file.at(row.line);
    const curie = parseCurie(row.get("subject_id"));
    const language = row.get("translation_language");
    const use = USES.get(row.get("predicate_id"));
    if (!curie) file.job.refuse(location, untranslatable(row.get("subject_id")));
    else if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language))
      file.job.refuse(location, otherLanguage(language));
    else if (row.get("translation_value") === "")
      file.job.leaveOut(notTranslated("rows without a translation"));
    else if (!use) file.job.leaveOut(notTranslated(row.get("predicate_id")));
    else {
      const { system, code } =
        wellKnownCoding(file.job.systems, curie) ??
        codingOfCurie(file.job.systems, curie, `http://purl.obolibrary.org/obo/${curie.prefix}_`);
      const codes = terms.get(system) ?? new Map<string, Designation[]>();
      terms.set(system, codes);
      if (row.get("translation_status").toUpperCase() !== "OFFICIAL") unconfirmed++;
      addTo(codes, code, designationOf(row, language, use));
    }
  }
  if (unconfirmed > 0) file.job.note(file.at(), notConfirmed(unconfirmed));
  return terms;
}

const NAME = { system: "http://terminology.hl7.org/CodeSystem/designation-usage", code: "display" };

/** What a value is of its term. */
const USES: ReadonlyMap<string, Coding> = new Map<string, Coding>([
  ["rdfs:label", NAME],
  ["skos:prefLabel", NAME],
  ["oboInOwl:hasExactSynonym", SYNONYM],
  ["oio:hasExactSynonym", SYNONYM],
  ["skos:altLabel", SYNONYM],
]);

/** Who translated it, and whether anybody has looked at it. */
const ABOUT = [
  "translation_status",
  "translator",
  "translator_expertise",
  "translation_date",
  "source_value",
  "comment",
];

function designationOf(row: HeadedRow, language: string, use: Coding): Designation {
  const about = ABOUT.map((url) => ({ url, valueString: row.get(url) })).filter(
    ({ valueString }) => valueString !== "",
  );
  const extension = [{ url: `${BASE}/StructureDefinition/babelon-translation`, extension: about }];
  return { language, use, value: row.get("translation_value"), ...(about.length > 0 ? { extension } : {}) };
}

function supplementOf(system: string, several: boolean, file: InputFile): CodeSystem {
  const { options } = file.job;
  const stem = several ? `${stemOf(file.path)}-${stemOf(system)}` : stemOf(options.url ?? file.path);
  const id = idFrom(stem);
  if (options.copyright === undefined) file.job.note(file.at(), noLicence());
  const header: CodeSystem = {
    resourceType: "CodeSystem",
    id,
    url: several || options.url === undefined ? `${BASE}/CodeSystem/${id}` : options.url,
    version: options.version,
    name: nameFrom(stem),
    title: options.title ?? `Translations: ${stemOf(file.path)}`,
    status: "active",
    content: "supplement",
    supplements: system,
  };
  return withOrigin(header, "CodeSystem", { source: fileUri(file.path) }, options);
}
