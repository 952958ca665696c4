/**
 * JSON.parse in steps, for texts of megabytes: what is long is cut between the items of its lists and the members of its
 * objects, and JSON.parse reads the parts. What it takes and what it makes are JSON.parse's, key by key.
 *
 * Processor time at a stretch for a CodeSystem of 60,000 concepts (8.8 MB), Node 24: at once 45 to 70 ms, with the
 * garbage that it makes up to 90; so 2 to 5 ms a step, 70 to 90 ms in all.
 */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { nestedTooDeeply } from "../terminology/issues/resource.ts";
import type { LongWork } from "../terminology/util/in-turns.ts";
import type { Json } from "../terminology/util/json-object.ts";
import { MAX_DEPTH } from "./depth.ts";
import { endOfString } from "./json-names.ts";
import { CLOSE, COLON, COMMA, OPEN, QUOTE } from "./json-signs.ts";

/** Characters that are parsed at once; so many are looked through between two steps. */
const PART = 100_000;
/** Lists and objects within each other: none of FHIR's has as many. */
const MOST_OPEN = 2 * MAX_DEPTH + 2;

/** A list or an object that has been opened and not yet closed. */
type Open = OpenList | OpenObject;

interface OpenPart {
  /** Where it is opened. */
  start: number;
  /** Up to where its items or members have been taken into `value`. */
  taken: number;
  /** Its last comma. */
  comma: number;
  /** An item or member has just been put into it: only a comma, or its end, may follow. */
  isComplete: boolean;
}

interface OpenList extends OpenPart {
  isList: true;
  /** Made with the first part of it that is parsed. */
  value?: unknown[];
}

interface OpenObject extends OpenPart {
  isList: false;
  /** As with a list. */
  value?: Json;
}

/** What is made of a text. */
export interface ParsedInSteps {
  value: unknown;
  /** Names of members that stand in the text, those that come again in one object too. */
  names: number;
}

/**
 * `part`: characters that are parsed at once.
 * @throws SyntaxError as JSON.parse; TerminologyError for what nests more deeply than any resource.
 */
export function* parsedInSteps(text: string, part = PART): LongWork<ParsedInSteps> {
  const open: Open[] = [];
  let names = 0;
  let stepped = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = stringEnd(text, at);
    else if (char === COLON) names++;
    else if (char === COMMA) comma(open.at(-1) ?? broken(), text, at, part);
    else if (char === OPEN.object || char === OPEN.list) {
      if (open.length === MOST_OPEN) throw new TerminologyError(nestedTooDeeply(MAX_DEPTH));
      if (open.length === 0 && !isBlank(text.slice(0, at))) broken();
      open.push(opened(char === OPEN.list, at));
    } else if (char === CLOSE.object || char === CLOSE.list) {
      const inner = open.pop();
      if (inner?.isList !== (char === CLOSE.list)) broken();
      const value = closed(inner, open.at(-1), text, at);
      if (open.length === 0) return { value: value ?? (JSON.parse(text) as unknown), names };
    }
    if (at - stepped < part) continue;
    stepped = at;
    yield;
  }
  // No list and no object, or one that isn't closed.
  return open.length > 0 ? broken() : { value: JSON.parse(text) as unknown, names };
}

/** What has been made of it in parts; undefined: it is short, and parsed with what it stands in. */
function closed(inner: Open, outer: Open | undefined, text: string, at: number): unknown {
  if (!outer && !isBlank(text.slice(at + 1))) broken();
  if (!inner.value) return undefined;
  end(inner, text, at);
  if (outer) put(outer, inner, text, at + 1);
  return inner.value;
}

const opened = (isList: boolean, start: number): Open => ({
  isList,
  start,
  taken: start + 1,
  comma: -1,
  isComplete: false,
});

function broken(): never {
  throw new SyntaxError("not JSON");
}

/** It may be that no JSON string can be so. */
function stringEnd(text: string, start: number): number {
  const end = endOfString(text, start);
  return end < 0 ? broken() : end;
}

const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text);

function comma(inner: Open, text: string, at: number, part: number): void {
  inner.comma = at;
  if (inner.isComplete) {
    if (!isBlank(text.slice(inner.taken, at))) broken();
    inner.isComplete = false;
  } else if (at - inner.taken > part) take(inner, text, at);
  else return;
  inner.taken = at + 1;
}

/** Parses what has not been taken yet, up to `end`: one item or member at least. */
function take(inner: Open, text: string, end: number): void {
  const part = text.slice(inner.taken, end);
  if (inner.isList) {
    const items = JSON.parse(`[${part}]`) as unknown[];
    if (items.length === 0) broken();
    const list = (inner.value ??= []);
    for (const item of items) list.push(item);
    return;
  }
  const members = JSON.parse(`{${part}}`) as Json;
  if (isBlank(part)) broken();
  const object = (inner.value ??= {});
  for (const name of Object.keys(members)) set(object, name, members[name]);
}

function end(inner: Open, text: string, at: number): void {
  if (!inner.isComplete) take(inner, text, at);
  else if (!isBlank(text.slice(inner.taken, at))) broken();
}

/** Puts what has been made in parts into what it stands in, after all that stands before it. */
function put(outer: Open, inner: Open, text: string, end: number): void {
  if (outer.isComplete) broken();
  if (outer.comma >= outer.taken) {
    take(outer, text, outer.comma);
    outer.taken = outer.comma + 1;
  }
  const before = text.slice(outer.taken, inner.start);
  if (outer.isList) {
    if (!isBlank(before)) broken();
    (outer.value ??= []).push(inner.value);
  } else {
    const [name] = Object.keys(JSON.parse(`{${before}null}`) as Json);
    set((outer.value ??= {}), name!, inner.value);
  }
  outer.taken = end;
  outer.isComplete = true;
}

/** As JSON.parse does: `__proto__` is a name like others. */
function set(object: Json, name: string, value: unknown): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
