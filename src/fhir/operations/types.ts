/** Made by scripts/generate-operation-types.ts from resources/operations: what each operation takes and gives. */
import type * as r5 from "fhir/r5";
import type {
  CodeableConcept,
  CodeSystem,
  Coding,
  ConceptMap,
  Quantity,
  Resource,
  ValueSet,
} from "../../terminology/model.ts";
import type { TypedValue } from "./write-parameters.ts";

/** What operations share; not each takes all of it. */
export interface CommonInput {
  /** CodeSystem, ValueSet or ConceptMap to be used for this request only. */
  "tx-resource"?: Resource[] | undefined;
  /** Names a set of tx-resources: those sent with it count for later requests with the same id too, as long as this process keeps them. */
  "cache-id"?: string | undefined;
  /** Languages for displays, as in Accept-Language. */
  displayLanguage?: string | undefined;
  /** Supplements to apply. */
  useSupplement?: string[] | undefined;
  /** system|version: the version to use where none is given. */
  "system-version"?: string[] | undefined;
  /** system|version: fail if another version would be used. */
  "check-system-version"?: string[] | undefined;
  /** system|version: use this version whatever is asked. */
  "force-system-version"?: string[] | undefined;
  /** url|version: the version of a value set to use where none is given. */
  "default-valueset-version"?: string[] | undefined;
  /** url|version: fail if another version of a value set would be used. */
  "check-valueset-version"?: string[] | undefined;
  /** url|version: use this version of a value set whatever is asked. */
  "force-valueset-version"?: string[] | undefined;
  /** Ask for notes on how the answer came about: which content was asked for, and what of it is known. */
  diagnostics?: boolean | undefined;
}

/** The input of ValueSet/$batch-validate-code. */
export interface BatchValidateCodeInput extends ValidateCodeInput {
  /** The parameters of one $validate-code request; they count before those outside of it. */
  validation: r5.Parameters[];
}

/** The output of ValueSet/$batch-validate-code. */
export interface BatchValidateCodeOutput {
  /** In the order of the requests: a Parameters as of $validate-code, or an OperationOutcome where there is no answer. */
  validation?: Resource[] | undefined;
}

/** The input of ValueSet/$compare. */
export interface CompareInput extends CommonInput {
  /** The one value set, by its canonical URL, with or without |version. */
  thisUrl?: string | undefined;
  /** The one value set itself. */
  thisValueSet?: r5.ValueSet | undefined;
  /** The value set to compare it with, by its canonical URL, with or without |version. */
  otherUrl?: string | undefined;
  /** The value set to compare it with, itself. */
  otherValueSet?: r5.ValueSet | undefined;
  /** Use the versions that were current at this date where none is named. */
  date?: string | undefined;
}

/** The output of ValueSet/$compare. */
export interface CompareOutput {
  /** same, subset (this has nothing that the other lacks), superset, overlapping, disjoint, empty (both are), or indeterminate. */
  result: string;
  /** The result in words, or why there is none. */
  message: string;
  /** Whether the codes had to be listed; else the definitions told. */
  "performed-expansion"?: boolean | undefined;
  /** With diagnostics: the codes that both have, separated by commas, where codes were compared. */
  "common-codes"?: string | undefined;
  /** With diagnostics: the codes that the other lacks. */
  "missing-codes"?: string | undefined;
  /** With diagnostics: the codes that this one lacks. */
  "extra-codes"?: string | undefined;
}

/** The input of CodeSystem/$batch-validate-code. */
export interface CsBatchValidateCodeInput extends CsValidateCodeInput {
  /** The parameters of one $validate-code request; they count before those outside of it. */
  validation: r5.Parameters[];
}

/** The output of CodeSystem/$batch-validate-code. */
export type CsBatchValidateCodeOutput = BatchValidateCodeOutput;

/** The input of CodeSystem/$validate-code. */
export interface CsValidateCodeInput extends CommonInput {
  /** The code system, by its canonical URL, with or without |version. */
  url?: string | undefined;
  /** The same, as the $validate-code of a value set calls it; url counts before it. */
  system?: string | undefined;
  /** The code system itself; counts before url. */
  codeSystem?: r5.CodeSystem | undefined;
  /** The code to validate; needs url, codeSystem or a call on a code system. */
  code?: string | undefined;
  /** The version of the code system. */
  version?: string | undefined;
  /** The display of the code, to be validated with it. */
  display?: string | undefined;
  /** The code to validate, with its system. */
  coding?: Coding | undefined;
  /** Codings; those of the code system are validated. */
  codeableConcept?: CodeableConcept | undefined;
  /** Versions that nobody names are those of this date; default: now. */
  date?: string | undefined;
  /** false: a concept that only groups others is not accepted. */
  abstract?: boolean | undefined;
  /** Inactive concepts are not accepted. */
  activeOnly?: boolean | undefined;
  /** A wrong display is a warning, not an error. */
  "lenient-display-validation"?: boolean | undefined;
}

/** The output of CodeSystem/$validate-code. */
export interface CsValidateCodeOutput {
  /** true: no error among the issues. */
  result: boolean;
  /** The issues for a person, in one text. */
  message?: string | undefined;
  /** The code validated. */
  code?: string | undefined;
  /** Its system. */
  system?: string | undefined;
  /** The version of the system that it was validated against. */
  version?: string | undefined;
  /** The display to use. */
  display?: string | undefined;
  /** The CodeableConcept as it was sent. */
  codeableConcept?: CodeableConcept | undefined;
  /** The code as its system writes it, where that differs. */
  "normalized-code"?: string | undefined;
  /** true: the concept is inactive. */
  inactive?: boolean | undefined;
  /** The status of a concept that is inactive or deprecated. */
  status?: string | undefined;
  /** All that is to be said about the codes. */
  issues?: r5.OperationOutcome | undefined;
  /** A code system or version that is not known here, on which the answer hangs. */
  "x-caused-by-unknown-system"?: string[] | undefined;
  /** A code system that is not known here. */
  "x-unknown-system"?: string[] | undefined;
  /** With diagnostics=true: which content was asked for, and what of it is known. */
  diagnostics?: string | undefined;
}

/** The input of ValueSet/$expand. */
export interface ExpandInput extends CommonInput {
  /** The value set, by its canonical URL, with or without |version. */
  url?: string | undefined;
  /** The value set itself. */
  valueSet?: r5.ValueSet | undefined;
  /** The version of the value set that url names; version means the same, as Smart Forms sends it. */
  valueSetVersion?: string | undefined;
  /** Changes nothing beside url or valueSet; alone it is not supported: contexts are not resolved to value sets. */
  context?: string | undefined;
  /** Only with context. */
  contextDirection?: string | undefined;
  /** Not supported: the Library that would give the versions is not read. */
  manifest?: string | undefined;
  /** Only concepts of which each word here starts a word of the code, of a name, or of a code in another system. */
  filter?: string | undefined;
  /** Use the versions that were current at this date where none is named. */
  date?: string | undefined;
  /** Concepts to skip; makes the expansion flat. */
  offset?: number | undefined;
  /** Most concepts to return; 0: only the total; makes the expansion flat. */
  count?: number | undefined;
  /** Return the other names of the concepts. */
  includeDesignations?: boolean | undefined;
  /** Only names of this use (system|code) or language (urn:ietf:bcp:47|de); *: all. */
  designation?: string[] | undefined;
  /** Return the value set's definition beside its codes. */
  includeDefinition?: boolean | undefined;
  /** Leave inactive concepts out. */
  activeOnly?: boolean | undefined;
  /** Do not nest concepts under their parents. */
  excludeNested?: boolean | undefined;
  /** Leave out concepts that only group others. */
  excludeNotForUI?: boolean | undefined;
  /** Leave post-coordinated expressions out; there are none here. */
  excludePostCoordinated?: boolean | undefined;
  /** Languages for displays, as in Accept-Language. */
  displayLanguage?: string | undefined;
  /** Properties of the concepts to return; *: all. */
  property?: string[] | undefined;
  /** system or system|version whose codes are left out. */
  "exclude-system"?: string[] | undefined;
}

/** The output of ValueSet/$expand. */
export interface ExpandOutput {
  /** The value set with its expansion. */
  return: r5.ValueSet;
}

/** The input of CodeSystem/$lookup. */
export interface LookupInput extends CommonInput {
  /** The code to look up; needs system, unless called on a code system. */
  code?: string | undefined;
  /** The code system of the code. */
  system?: string | undefined;
  /** The version of the code system. */
  version?: string | undefined;
  /** The code to look up, with its system. */
  coding?: Coding | undefined;
  /** The version that was current at this date, where none is named. */
  date?: string | undefined;
  /** Properties wanted, by their code or uri; lang.de for names in a language; none or *: all. */
  property?: string[] | undefined;
}

/** A name of the concept. */
export interface LookupOutputDesignation {
  /** Its language. */
  language?: string | undefined;
  /** How it is used. */
  use?: Coding | undefined;
  /** How else it is used. */
  additionalUse?: Coding[] | undefined;
  /** The name itself. */
  value: string;
  /** The supplement that gives it. */
  source?: string | undefined;
}

/** A property of the concept; whether it is inactive is always among them. */
export interface LookupOutputProperty {
  /** Which property. */
  code: string;
  /** Its value. */
  value?: TypedValue | undefined;
  /** The display of the concept that the value stands for. */
  description?: string | undefined;
  /** The supplement that gives it. */
  source?: string | undefined;
}

/** The output of CodeSystem/$lookup. */
export interface LookupOutput {
  /** A name of the code system. */
  name: string;
  /** The version of the code system. */
  version?: string | undefined;
  /** The display to use, in the caller's language if there is one. */
  display: string;
  /** What the concept means. */
  definition?: string | undefined;
  /** A name of the concept. */
  designation?: LookupOutputDesignation[] | undefined;
  /** true: the concept groups others and is no value itself. */
  abstract?: boolean | undefined;
  /** A property of the concept; whether it is inactive is always among them. */
  property?: LookupOutputProperty[] | undefined;
  /** A supplement that was applied. */
  "used-supplement"?: string[] | undefined;
  /** The code, as its system writes it. */
  code: string;
  /** The canonical address of the code system. */
  system: string;
  /** The code again, where it came in another form. */
  "normalized-code"?: string | undefined;
  /** How the system or the code was read, where it came in another form; properties that were asked for and that there are not; what is left out of the answer. */
  message?: string | undefined;
  /** With diagnostics=true: which content was asked for, and what of it is known. */
  diagnostics?: string | undefined;
}

/** The input of CodeSystem/$match. */
export interface MatchInput extends CommonInput {
  /** What a person wrote: a name, an acronym, a code. */
  text: string;
  /** Code systems to look in; none: the conditions. */
  system?: string[] | undefined;
  /** Most candidates to return; default 10, at most 100. */
  count?: number | undefined;
  /** Leave inactive concepts out. */
  activeOnly?: boolean | undefined;
}

/** One concept, the best first. */
export interface MatchOutputCandidate {
  /** The concept, with its display. */
  concept: Coding;
  /** From 0 to 1; 1: the text is the display or the code itself. */
  score: number;
  /** exact, case-folded, synonym (another name), listed-name (a name that is listed for it but does not mean the same), normalised (equal but for spelling), cross-reference (its code in another system), words (all words of the text), some-words, fuzzy (nearly equal). */
  kind: string;
  /** The name or code that matched. */
  matched: string;
  /** The language of that name. */
  language?: string | undefined;
  /** What kind of name it is; a name that covers more than the concept scores lower. */
  use?: Coding | undefined;
  /** The code system or supplement that has the name. */
  source: string;
  /** true: the concept is no longer to be used. */
  inactive?: boolean | undefined;
  /** true: another candidate has the same score. */
  tied?: boolean | undefined;
  /** true: not to be used without a look. */
  weak?: boolean | undefined;
}

/** The output of CodeSystem/$match. */
export interface MatchOutput {
  /** Ties, weak candidates, or that there is none. */
  message?: string | undefined;
  /** The same for programs, with codes. */
  issues?: r5.OperationOutcome | undefined;
  /** One concept, the best first. */
  candidate?: MatchOutputCandidate[] | undefined;
  /** With diagnostics=true: which content was asked for, and what of it is known. */
  diagnostics?: string | undefined;
}

/** The input of NamingSystem/$preferred-id. */
export interface PreferredIdInput extends CommonInput {
  /** An identifier of the system: a uri, an OID (bare or as urn:oid:), a UUID, or a mnemonic of HL7 v2 table 0396. */
  id: string;
  /** The kind of identifier that is wanted: oid, uuid, uri, other; R5 also iri-stem, v2csmnemonic. */
  type: string;
  /** The identifier as of that date; absent: as of now. */
  date?: string | undefined;
}

/** The output of NamingSystem/$preferred-id. */
export interface PreferredIdOutput {
  /** The identifier; OIDs and UUIDs bare, not as a uri. */
  result: string;
}

/** The input of CodeSystem/$subsumes. */
export interface SubsumesInput extends CommonInput {
  /** The code that may subsume the other; needs system, unless called on a code system. */
  codeA?: string | undefined;
  /** The code that may be subsumed. */
  codeB?: string | undefined;
  /** The code system of both codes; url means the same, as fhirpath.js sends it. */
  system?: string | undefined;
  /** The version of the code system. */
  version?: string | undefined;
  /** The code that may subsume the other, with its system. */
  codingA?: Coding | undefined;
  /** The code that may be subsumed, with its system. */
  codingB?: Coding | undefined;
}

/** The output of CodeSystem/$subsumes. */
export interface SubsumesOutput {
  /** equivalent, subsumes, subsumed-by or not-subsumed. */
  outcome: string;
  /** With diagnostics=true: which content was asked for, and what of it is known. */
  diagnostics?: string | undefined;
}

/** Something else about the case, for mappings that hold only under a condition. */
export interface TranslateInputDependency {
  /** What it is about: the attribute's uri or code. */
  element?: string | undefined;
  /** The value. */
  concept?: CodeableConcept | Coding | undefined;
  /** What it is about: the attribute's uri or code. */
  attribute?: string | undefined;
  /** The value. */
  value?: CodeableConcept | Coding | Quantity | string | boolean | number | undefined;
}

/** The input of ConceptMap/$translate. */
export interface TranslateInput extends CommonInput {
  /** The concept map to use, by its canonical URL, with or without |version; none: all that know the code. */
  url?: string | undefined;
  /** The concept map itself. */
  conceptMap?: r5.ConceptMap | undefined;
  /** The version of the concept map that url names. */
  conceptMapVersion?: string | undefined;
  /** The code to translate; needs system. */
  code?: string | undefined;
  /** The code system of the code; a code without it is never guessed. */
  system?: string | undefined;
  /** The version of the code system of the code. */
  version?: string | undefined;
  /** The value set that the code is from; with reverse, of the maps' targets. */
  source?: string | undefined;
  /** The coding to translate. */
  coding?: Coding | undefined;
  /** A concept to translate: every coding, and the text where no coding can be translated. */
  codeableConcept?: CodeableConcept | undefined;
  /** The value set that translations must be in; with reverse, of the maps' sources. */
  target?: string | undefined;
  /** The code system that translations are wanted in. */
  targetsystem?: string | undefined;
  /** The code to translate; needs system. */
  sourceCode?: string | undefined;
  /** The same as system, as later versions of FHIR call it. */
  sourceSystem?: string | undefined;
  /** The coding to translate. */
  sourceCoding?: Coding | undefined;
  /** A concept to translate: every coding, and the text where no coding can be translated. */
  sourceCodeableConcept?: CodeableConcept | undefined;
  /** The value set that the sources of mappings must be in. */
  sourceScope?: string | undefined;
  /** A target code: which sources are mapped to it? Needs targetSystem. */
  targetCode?: string | undefined;
  /** A target coding: which sources are mapped to it? As a uri, written system|code. */
  targetCoding?: Coding | string | undefined;
  /** A target concept: which sources are mapped to its codings?. */
  targetCodeableConcept?: CodeableConcept | string | undefined;
  /** The value set that the targets of mappings must be in. */
  targetScope?: string | undefined;
  /** The code system that translations are wanted in; with targetCode, the code system of that code. */
  targetSystem?: string | undefined;
  /** Something else about the case, for mappings that hold only under a condition. */
  dependency?: TranslateInputDependency[] | undefined;
  /** Translate from the maps' targets to their sources; the relations are turned round. */
  reverse?: boolean | undefined;
}

/** A property of the mapping: provenance, warnings, how the code was recognised. */
export interface TranslateOutputMatchProperty {
  /** Which property. */
  uri?: string | undefined;
  /** Its value. */
  value?: TypedValue | undefined;
}

/** Something else that follows from the mapping. */
export interface TranslateOutputMatchProduct {
  /** What follows. */
  element?: string | undefined;
  /** Its value. */
  concept?: Coding | undefined;
  /** What follows. */
  attribute?: string | undefined;
  /** Its value. */
  value?: TypedValue | undefined;
  /** The value set that it is in. */
  valueSet?: string | undefined;
}

/** A condition of the mapping. In R4 only those that the request leaves open: then the match holds only if they do. */
export interface TranslateOutputMatchDependsOn {
  /** What must be known. */
  element?: string | undefined;
  /** What it must be. */
  concept?: CodeableConcept | undefined;
  /** What must be known. */
  attribute?: string | undefined;
  /** What it must be. */
  value?: TypedValue | undefined;
  /** The value set that it must be in. */
  valueSet?: string | undefined;
  /** The map's own word, which holds if the condition does. */
  equivalence?: string | undefined;
}

/** One statement of one map. */
export interface TranslateOutputMatch {
  /** How the match relates to the code. */
  equivalence?: string | undefined;
  /** How the code relates to the match. */
  relationship?: string | undefined;
  /** The translation; absent where the map says that there is none. */
  concept?: Coding | undefined;
  /** R4: the map that says so; with a target input, the code that is mapped to it. */
  source?: TypedValue | undefined;
  /** The map that says so, with its version. */
  originMap?: string | undefined;
  /** What the map remarks, and who asserts it. */
  comment?: string[] | undefined;
  /** A property of the mapping: provenance, warnings, how the code was recognised. */
  property?: TranslateOutputMatchProperty[] | undefined;
  /** Something else that follows from the mapping. */
  product?: TranslateOutputMatchProduct[] | undefined;
  /** A condition of the mapping. In R4 only those that the request leaves open: then the match holds only if they do. */
  dependsOn?: TranslateOutputMatchDependsOn[] | undefined;
}

/** The output of ConceptMap/$translate. */
export interface TranslateOutput {
  /** Whether there is a match that does not say 'not related'. */
  result: boolean;
  /** Hints and warnings for a person; why there is no match. */
  message?: string | undefined;
  /** What the message says, one issue each, with codes for programs (https://w3id.org/ossicle/CodeSystem/answer-issue). */
  issues?: r5.OperationOutcome | undefined;
  /** The code in the form in which it was understood, where it was sent in another. */
  "normalized-code"?: string[] | undefined;
  /** One statement of one map. */
  match?: TranslateOutputMatch[] | undefined;
  /** With diagnostics=true: which content was asked for, and what of it is known. */
  diagnostics?: string | undefined;
}

/** The input of ValueSet/$validate-code. */
export interface ValidateCodeInput extends CommonInput {
  /** The value set, by its canonical URL, with or without |version. */
  url?: string | undefined;
  /** Beside url or valueSet a code may come without system, as with inferSystem; alone it is not supported: contexts are not resolved to value sets. */
  context?: string | undefined;
  /** The value set itself; counts before url. */
  valueSet?: r5.ValueSet | undefined;
  /** The version of the value set that url names. */
  valueSetVersion?: string | undefined;
  /** The code to validate; needs system, inferSystem=true or context. */
  code?: string | undefined;
  /** The code system of the code. */
  system?: string | undefined;
  /** The version of the code system that the code comes from; version, its name in STU3, means the same. */
  systemVersion?: string | undefined;
  /** The display of the code, to be validated with it. */
  display?: string | undefined;
  /** The code to validate, with its system. */
  coding?: Coding | undefined;
  /** Codings of which one must be in the value set. */
  codeableConcept?: CodeableConcept | undefined;
  /** Versions that nobody names are those of this date; default: now. */
  date?: string | undefined;
  /** false: a concept that only groups others is not accepted. */
  abstract?: boolean | undefined;
  /** Find the system of the code in the value set. */
  inferSystem?: boolean | undefined;
  /** Inactive concepts are not accepted. */
  activeOnly?: boolean | undefined;
  /** A wrong display is a warning, not an error. */
  "lenient-display-validation"?: boolean | undefined;
  /** Check membership alone: no display, no version, no status. */
  "valueset-membership-only"?: boolean | undefined;
  /** CHECK_MEMBERSHIP_ONLY: as valueset-membership-only; ALL_CHECKS: as without it. */
  valueSetMode?: string | undefined;
  /** Not supported: a version is never demanded of a coding. */
  versionNeeded?: boolean | undefined;
}

/** The output of ValueSet/$validate-code. */
export type ValidateCodeOutput = CsValidateCodeOutput;

/** The input of $versions. */
export type VersionsInput = Record<string, never>;

/** The output of $versions. */
export interface VersionsOutput {
  /** A version, as major.minor. */
  version?: string[] | undefined;
  /** The version of requests that name none. */
  default: string;
}

/** By the name of the operation's file; `instance`: what it may be called on. */
export interface OperationTypes {
  "batch-validate-code": {
    input: BatchValidateCodeInput;
    output: BatchValidateCodeOutput;
    instance: undefined;
  };
  compare: { input: CompareInput; output: CompareOutput; instance: undefined };
  "cs-batch-validate-code": {
    input: CsBatchValidateCodeInput;
    output: CsBatchValidateCodeOutput;
    instance: undefined;
  };
  "cs-validate-code": { input: CsValidateCodeInput; output: CsValidateCodeOutput; instance: CodeSystem };
  expand: { input: ExpandInput; output: ExpandOutput; instance: ValueSet };
  lookup: { input: LookupInput; output: LookupOutput; instance: CodeSystem };
  match: { input: MatchInput; output: MatchOutput; instance: CodeSystem };
  "preferred-id": { input: PreferredIdInput; output: PreferredIdOutput; instance: undefined };
  subsumes: { input: SubsumesInput; output: SubsumesOutput; instance: CodeSystem };
  translate: { input: TranslateInput; output: TranslateOutput; instance: ConceptMap };
  "validate-code": { input: ValidateCodeInput; output: ValidateCodeOutput; instance: ValueSet };
  versions: { input: VersionsInput; output: VersionsOutput; instance: undefined };
}
