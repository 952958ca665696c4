/** What an expansion says of itself besides its codes, for people: why there may be more, and what is to be used with care. */
import type * as r5 from "fhir/r5";

const STRUCTURE = "http://hl7.org/fhir/StructureDefinition/valueset-";
const NOTE = "https://w3id.org/ossicle/StructureDefinition/expansion-";
const PARTIAL = new Set([`${STRUCTURE}unclosed`, `${STRUCTURE}toocostly`]);

/** A note is an extension, which who does not know it leaves aside: HL7's cases allow no parameter but their own. */
export const noteOf =
  (kind: "system-alias" | "unknown-code" | "no-effect") =>
  (text: string): r5.Extension => ({ url: `${NOTE}${kind}`, valueString: text });

interface SaidBesides {
  /** There may be more codes. */
  isPart: boolean;
  sentences: string[];
}

/** @param expansion as $expand answers it in R5 */
export function saidBesides({ extension = [], parameter = [] }: r5.ValueSetExpansion): SaidBesides {
  const textsOf = (isWanted: (url: string) => boolean) =>
    extension.filter(({ url }) => isWanted(url)).map(({ valueString }) => valueString ?? "");
  const reasons = textsOf((url) => url === `${STRUCTURE}unclosed-reason`);
  const warnings = parameter
    .filter(({ name }) => name.startsWith(WARNING))
    .map(({ name, valueUri }) => `Reference to ${name.slice(WARNING.length)} ${valueUri}`);
  const notes = textsOf((url) => url.startsWith(NOTE));
  const isPart = extension.some(({ url, valueBoolean }) => PARTIAL.has(url) && valueBoolean === true);
  return { isPart, sentences: [...reasons, ...warnings, ...notes] };
}

const WARNING = "warning-";
