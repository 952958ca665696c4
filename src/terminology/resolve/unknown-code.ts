/** What a code that is not known is instead, what may have been meant by it, and which code a text may stand for. */
import { nameKey, namesOf } from "../concepts/text-match.ts";
import type { Issue } from "../issues/issue.ts";
import {
  composedNotRead,
  didYouMean,
  listedName,
  markedName,
  notItsForm,
  onlyFragment,
  otherIdentifier,
  otherKind,
  perhapsCode,
  perhapsCurie,
  rightCase,
  signContradicts,
  zerosDropped,
} from "../issues/recognition.ts";
import type { CodeSystem, Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { type CodeForm, LONGEST } from "./code-forms.ts";
import { mayBeComposed } from "./composed.ts";
import { absence } from "./content.ts";
import { findConcept, fits, inOtherForms } from "./find-concept.ts";
import { type SystemEntry, systemName, systemTable } from "./known-systems.ts";
import { holdsNames, nearNames } from "./names.ts";
import { otherwiseIdentified } from "./other-identifiers.ts";
import { saidBesides } from "./said-besides.ts";
import { keepsMarks, marksIn } from "./words-of-doubt.ts";

/** Why a code is not known: what it is instead, what may have been meant, and how much that says. */
export async function whyUnknown(provider: CodeSystemProvider, code: string): Promise<Issue[]> {
  const { codeSystem } = provider;
  const hints = [...(await whatItIs(provider, code)), ...(await suggestions(provider, code))];
  const notes = hints.length > 0 ? hints : oddForm(provider, code);
  const { url = "" } = codeSystem;
  const isOdd = systemTable.kind(url, code) !== undefined || systemTable.hasForm(url, code) === false;
  if (absence(codeSystem) === "unconfirmed" && !isOdd) notes.push(onlyFragment(systemName(codeSystem)));
  if (mayBeComposed(codeSystem, code)) notes.push(composedNotRead(systemName(codeSystem)));
  return notes;
}

/** Where only a part of the codes is known: that the system writes no code like this. For where nothing else is known of it. */
export const oddForm = ({ codeSystem }: CodeSystemProvider, code: string): Issue[] =>
  absence(codeSystem) === "unconfirmed" && systemTable.hasForm(codeSystem.url ?? "", code) === false
    ? [notItsForm(code, systemName(codeSystem))]
    : [];

/** What a text that is no known code is instead, or in what it contradicts itself, as the table of systems knows it. */
export async function whatItIs(provider: CodeSystemProvider, code: string): Promise<Issue[]> {
  const { codeSystem } = provider;
  const contradictions = (await inOtherForms(provider, code)).flatMap(({ concept, form }) =>
    fits(concept, form) ? [] : [contradictionOf(code, concept, form)],
  );
  const kind = systemTable.kind(codeSystem.url ?? "", code);
  // The form alone says less than what is known of the concept.
  const isKind = kind && !(kind.byForm && contradictions.length > 0);
  return [
    ...(isKind ? [otherKind(code, systemName(codeSystem), kind)] : []),
    ...(provider.why ? await provider.why(code) : []),
    ...contradictions,
  ];
}

function contradictionOf(given: string, { code, properties }: Concept, form: CodeForm): Issue {
  const property = (form.requires ?? form.excludes)?.property;
  const is = properties.filter((p) => p.code === property).map((p) => String(p.value));
  return signContradicts(given, code, is.length > 0 ? `a ${is.join(", ")}` : "not known as one", form);
}

/** What may have been meant by a code that is not known; never a name that leaves a doubt or a "no" out. */
export async function suggestions(provider: CodeSystemProvider, code: string): Promise<Issue[]> {
  const other = ofOtherSystem(provider.codeSystem, code);
  if (other) return [perhapsCurie(code, other)];
  const identified = await otherwiseIdentified(provider, code);
  if (identified) return [otherIdentifier(code, identified)];
  const marked = marksIn(code);
  if (holdsNames(provider.codeSystem)) {
    const near = await nearNames(provider, code);
    if (near.length > 0) return [didYouMean(code, near)];
    return saidBesides(code, marked, [provider]);
  }
  const padded = await withZeros(provider, code);
  if (padded !== undefined) return [zerosDropped(padded, systemName(provider.codeSystem))];
  const punctuated = await otherwisePunctuated(provider, code);
  if (punctuated !== undefined) return [perhapsCode(punctuated, OTHERWISE_PUNCTUATED)];
  const keys = [nameKey(code)].filter((key) => /\p{L}/u.test(key));
  if (keys.length === 0) return [];
  const { items } = await provider.select({ condition: { kind: "name", keys }, count: 10 });
  const same = items.filter((concept) => concept.code.toLowerCase() === code.trim().toLowerCase());
  if (same.length > 0) return [rightCase(same.map((concept) => concept.code))];
  // A word of doubt may be a part of the name: `Paternal copy`.
  const isSaid =
    marked && items.flatMap(namesOf).some((name) => keys.includes(nameKey(name)) && keepsMarks(name, marked));
  if (marked && items.length > 0 && !isSaid) return [markedName(code, marked.marks, marked.rest)];
  const alike = items.find((concept) => keys.includes(nameKey(concept.code)));
  if (alike) return [perhapsCode(alike.code, OTHERWISE_PUNCTUATED)];
  return items.slice(0, 3).map((concept) => listedName(code, concept));
}

/** The system that a code names by its prefix, where it is another one and writes its codes so. */
function ofOtherSystem({ url }: CodeSystem, code: string): SystemEntry | undefined {
  const entry = systemTable.byCurie(code) ?? systemTable.byPrefixBefore(code) ?? systemTable.ofEntryAt(code);
  if (!entry || entry.uri === url) return undefined;
  const isItsCode =
    systemTable.hasForm(entry.uri, code) === true || systemTable.candidateCodes(entry.uri, code).length > 0;
  return isItsCode ? entry : undefined;
}

/** The code that is here if the zeros are put back that some tools drop. */
async function withZeros(provider: CodeSystemProvider, code: string): Promise<string | undefined> {
  const padded = systemTable.withZeros(provider.codeSystem.url ?? "", code);
  return padded !== undefined && (await provider.locate([padded]))[0] ? padded : undefined;
}

const OTHERWISE_PUNCTUATED = "It differs by spaces or punctuation.";

/** Marks of the sentence that a code was copied from; signs of doubt are none of them. */
const MARKS_AROUND = /^["'“”‘’([]+|["'“”‘’)\].,;:]+$/g;

/** 166350 in thousands. */
const THOUSANDS = /^\d{1,3}(?:[.,]\d{3})+$/;

/** The code that is here with a point for the comma, or without spaces, marks around it, or thousands: keys of names read these otherwise. */
async function otherwisePunctuated(provider: CodeSystemProvider, code: string): Promise<string | undefined> {
  if (code.length > LONGEST || !/\d/.test(code)) return undefined;
  const closed = code.replace(/\s+/g, "");
  const bare = closed.replace(MARKS_AROUND, "");
  const whole = THOUSANDS.test(bare) ? bare.replace(/[.,]/g, "") : bare;
  for (const text of new Set([closed, bare, bare.replaceAll(",", "."), whole])) {
    const found = text === code ? undefined : await findConcept(provider, text);
    if (found) return found.concept.code;
  }
  return undefined;
}

/** The code that a text which is no code stands for, or may stand for; undefined: nothing that is known. */
export async function codeMeant(provider: CodeSystemProvider, text: string): Promise<string | undefined> {
  const found = (await findConcept(provider, text))?.concept.code ?? (await withZeros(provider, text));
  return found ?? inOtherCase(provider, text);
}

/** The code that differs by case alone, of a code system that tells cases apart. */
async function inOtherCase(provider: CodeSystemProvider, text: string): Promise<string | undefined> {
  const key = nameKey(text);
  if (!/\p{L}/u.test(key)) return undefined;
  const { items } = await provider.select({ condition: { kind: "name", keys: [key] }, count: 10 });
  return items.find(({ code }) => code.toLowerCase() === text.trim().toLowerCase())?.code;
}
