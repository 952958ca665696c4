/** Messages of the importers name options of the command line: on the page they are fields of its form. */
import type { Messages } from "../messages/index.ts";

type Field = keyof Messages["addPage"]["options"];

/** Options by the names that the command line has for them. */
const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["--format", "format"],
  ["--fhir-version", "fhirVersion"],
  ["--content", "content"],
  ["--url", "url"],
  ["--set-version", "version"],
  ["--title", "title"],
  ["--publisher", "publisher"],
  ["--copyright", "copyright"],
  ["--source", "source"],
  ["--columns", "columns"],
  ["--sheet", "sheet"],
  ["--source-system", "sourceSystem"],
  ["--target-system", "targetSystem"],
  ["--keep-going", "keepGoing"],
  ["--no-map", "noMap"],
  ["--licensed", "licensed"],
  ["--metadata", "metadata"],
  ["--curation", "curation"],
]);

/** `--url` -> the label of its field; what the page has no field for is said to be of the command line. */
export function inForm({ addPage, quoted }: Messages, text: string): string {
  const { options, merge, replace, onCommandLine } = addPage;
  return text.replace(/(?<![\w-])--[a-z][a-z-]*/g, (option) => {
    if (option === "--merge") return quoted(`${options.existing}: ${merge}`);
    if (option === "--replace") return quoted(`${options.existing}: ${replace}`);
    const field = FIELDS.get(option);
    return field === undefined ? onCommandLine(option) : quoted(options[field]);
  });
}
