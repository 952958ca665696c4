/**
 * R4's equivalence <-> R5's relationship. R4 has ten values and R5 five, so an R4 value that the relationship alone
 * would not give back is kept beside it in HL7's extension. docs/r4-r5.md shows the table.
 */
import type { Equivalence, Relationship } from "../../terminology/model.ts";
import { EQUIVALENCE_EXTENSION } from "../../terminology/resources/resources.ts";
import {
  equivalenceFor,
  isEquivalence,
  isRelationship,
  relationshipFor,
} from "../../terminology/translate/relationships.ts";
import { type Json, objects } from "../../terminology/util/json-object.ts";

/** The R5 relationship of whatever stands as R4 equivalence. */
const relationshipOf = (equivalence: unknown): Relationship | undefined =>
  isEquivalence(equivalence) ? relationshipFor(equivalence) : undefined;

/** The R4 equivalence of whatever stands as R5 relationship. */
const equivalenceOf = (relationship: unknown): Equivalence | undefined =>
  isRelationship(relationship) ? equivalenceFor(relationship) : undefined;

/** DSTU2's extension of the same meaning, which HL7's own data use. */
const OLDER_EXTENSION =
  "http://hl7.org/fhir/1.0/StructureDefinition/extension-ConceptMap.element.target.equivalence";

/** R5 target -> R4: `equivalence` takes the place of `relationship` and of the extension. */
export function targetToR4(target: Json): Json {
  const { relationship, _relationship, ...rest } = target;
  const kept = objects(target.extension).find(
    (e) => e.url === EQUIVALENCE_EXTENSION || e.url === OLDER_EXTENSION,
  );
  const usual = equivalenceOf(relationship);
  const equivalence = kept && relationshipOf(kept.valueCode) === relationship ? kept.valueCode : usual;
  if (equivalence === undefined) return target;
  const output: Json = { ...rest, equivalence };
  if (_relationship !== undefined) output._equivalence = _relationship;
  if (equivalence !== usual && kept!.url === EQUIVALENCE_EXTENSION) {
    const extension = objects(target.extension).filter((e) => e !== kept);
    if (extension.length > 0) output.extension = extension;
    else delete output.extension;
  }
  return output;
}

/** R4 target -> R5. A relationship that came in a cross-version extension stands already and wins. */
export function targetToR5(target: Json): Json {
  const { equivalence, _equivalence, ...rest } = target;
  const relationship = target.relationship ?? relationshipOf(equivalence);
  const output: Json = relationship === undefined ? rest : { ...rest, relationship };
  if (_equivalence !== undefined) output._relationship = _equivalence;
  const extensions = objects(target.extension);
  const kept = extensions.some(
    (e) => (e.url === EQUIVALENCE_EXTENSION || e.url === OLDER_EXTENSION) && e.valueCode === equivalence,
  );
  if (equivalence !== undefined && equivalence !== equivalenceOf(relationship) && !kept) {
    output.extension = [...extensions, { url: EQUIVALENCE_EXTENSION, valueCode: equivalence }];
  }
  return output;
}
