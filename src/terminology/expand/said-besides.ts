/** What an expansion says of itself besides its codes, for people: why there may be more, and what is to be used with care. */
import type * as r5 from "fhir/r5";

const STRUCTURE = "http://hl7.org/fhir/StructureDefinition/valueset-";
const PARTIAL = new Set([`${STRUCTURE}unclosed`, `${STRUCTURE}toocostly`]);

interface SaidBesides {
  /** There may be more codes. */
  isPart: boolean;
  sentences: string[];
}

/** @param expansion as $expand answers it in R5 */
export function saidBesides({ extension = [], parameter = [] }: r5.ValueSetExpansion): SaidBesides {
  const reasons = extension
    .filter(({ url }) => url === `${STRUCTURE}unclosed-reason`)
    .map(({ valueString }) => valueString ?? "");
  const warnings = parameter
    .filter(({ name }) => name.startsWith(WARNING))
    .map(
      ({ name, valueString, valueUri }) =>
        valueString ?? `Reference to ${name.slice(WARNING.length)} ${valueUri}`,
    );
  const isPart = extension.some(({ url, valueBoolean }) => PARTIAL.has(url) && valueBoolean === true);
  return { isPart, sentences: [...reasons, ...warnings] };
}

const WARNING = "warning-";
