/** NamingSystem/$preferred-id: by which other identifier a system goes (FHIR R5 NamingSystem, operation preferred-id). */
import { TerminologyError } from "./issues/issue.ts";
import { identifierOfSeveral, noIdentifierOfType, unknownIdentifier } from "./issues/naming.ts";
import { invalidParameter } from "./issues/parameters.ts";
import {
  byCodeSystems,
  byNamingSystems,
  byTable,
  type IdentifiedSystem,
  type UniqueId,
} from "./resolve/system-identifiers.ts";
import { readDate, type Span } from "./search/dates.ts";
import type { Terminology } from "./store.ts";
import { flow, found, type Steps } from "./util/flow.ts";

/** http://hl7.org/fhir/namingsystem-identifier-type; R4 calls the mnemonics of HL7 v2 `other`. */
const TYPES = ["oid", "uuid", "uri", "iri-stem", "v2csmnemonic", "other"] as const;

export interface PreferredIdRequest {
  /** A uri, an OID or UUID (bare or as a urn), or a mnemonic. */
  id: string;
  /** Of namingsystem-identifier-type. */
  type: string;
  /** A FHIR dateTime; absent: now. */
  date?: string | undefined;
}

/**
 * The identifier, OIDs and UUIDs without `urn:`. NamingSystems are asked first, then the server's table of systems,
 * then what code systems say of themselves: the first that has one of the wanted type answers.
 * @throws TerminologyError not-found: nobody has the id, or nobody knows one of that type; business-rule: several
 *   systems have the id; value: the type or the date is none.
 */
export const preferredId = flow(function* (store: Terminology, request: PreferredIdRequest): Steps<string> {
  const { id, type } = request;
  if (!(TYPES as readonly string[]).includes(type))
    throw new TerminologyError(invalidParameter("type", type, `use one of ${TYPES.join(", ")}`));
  const date = request.date ?? new Date().toISOString().slice(0, 10);
  const at = readDate(date);
  if (!at) throw new TerminologyError(invalidParameter("date", date, "send a date such as 2025-03-31"));

  const known: UniqueId[] = [];
  for (const source of SOURCES) {
    const systems = yield* found(source(store, id));
    if (systems.length > 1) throw new TerminologyError(identifierOfSeveral(id, systems.map(nameOf)));
    const ids = (systems[0]?.ids ?? []).filter(({ period }) => isWithin(at, period));
    const wanted = preferred(ids, type);
    if (wanted !== undefined) return wanted;
    known.push(...ids);
  }
  throw new TerminologyError(
    known.length === 0
      ? unknownIdentifier(id)
      : noIdentifierOfType(id, type, date, [...new Set(known.map((one) => one.type))]),
  );
});

const SOURCES = [byNamingSystems, byTable, byCodeSystems];

const nameOf = ({ name }: IdentifiedSystem): string => name;

/** An identifier without a period is valid always. */
function isWithin(at: Span, { start, end }: NonNullable<UniqueId["period"]> = {}): boolean {
  const from = start === undefined ? undefined : readDate(start);
  const to = end === undefined ? undefined : readDate(end);
  return (from === undefined || from.low < at.high) && (to === undefined || at.low < to.high);
}

function preferred(ids: readonly UniqueId[], type: string): string | undefined {
  const kinds = type === "other" ? ["other", "v2csmnemonic"] : [type];
  const fitting = ids.filter((id) => id.value && kinds.includes(id.type));
  const chosen = fitting.find((id) => id.preferred) ?? fitting[0];
  return chosen?.value.replace(/^urn:(?:oid|uuid):/i, "");
}
