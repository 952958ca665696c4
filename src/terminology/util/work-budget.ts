/**
 * What one request may cost. Everything whose cost the caller chooses is counted before it is done; when the budget is
 * used up the request ends with 422 too-costly. A batch has one budget for all of its entries.
 */
import { TerminologyError } from "../issues/issue.ts";
import { tooMuchWork, type WorkKind } from "../issues/work.ts";
import type { Awaitable } from "./awaitable.ts";
import { othersFirst, yieldToOthers } from "./in-turns.ts";

/** Units of a request, each at most about a microsecond of work: no honest question meets this (OSSICLE_WORK_LIMIT). */
export const DEFAULT_WORK_LIMIT = 3_000_000;

/** A request keeps the event loop for this long at a stretch, before others have their turn. */
const STRETCH_MS = 10;
/** Steps of a pattern's automaton, and bytes of an answer, that make one unit; of an operation's output more: what it says has been counted. */
const STEPS = 100;
const BYTES = 4;
const OUTPUT_BYTES = 16;
/** Characters of a stored resource that are read in one unit. */
const READ = 32;
/** To start a run of a pattern costs as much as so many characters: short values are not cheap. */
const START = 24;
/** Units to read a pattern, and each step of its automaton. */
const PATTERN = 200;
const STEP = 6;
/** Units to look for an address that is not here, with all that may have been meant (some 0.1 ms), and to say once more that it is not. */
const NOT_HERE = { first: 200, again: 100 };
/** Where nothing is said of it, but what maps say. */
export const NOT_STORED = { first: 150, again: 0 };
/** Where a definition names it, of which few are read at a time: with PostgreSQL up to 0.4 ms. */
export const NOT_HERE_FOR_DEFINITION = { first: 500, again: 100 };
/** Patterns that have to be read at a stretch may take this part of the budget, some 40 ms by default, and always so much. */
const AT_A_STRETCH = 2 / 75;
const LEAST_AT_A_STRETCH = 20_000;

/** What one request may still cost, and when it has to let others have their turn. */
export class WorkBudget {
  readonly limit: number;
  private left: number;
  private since = performance.now();
  /** While others have theirs. */
  private turn: Promise<void> | undefined;
  private reason: TerminologyError | undefined;
  private missing: Set<string> | undefined;
  private usedUpBy: WorkKind | undefined;
  /** Bytes of operations' outputs that are still to be written. */
  private output = 0;
  /** When something of the answer was last taken (`performance.now()`). */
  wentOn = -Infinity;
  /** Part of the answer has been sent: to end now would cut it off. What is left of it is made piece by piece. */
  hasAnswered = false;
  /** Nothing more comes of it. */
  hasEnded = false;
  /** Has it begun to change what is stored? Then that may be kept, whatever becomes of the request. */
  mayHaveWritten = false;

  constructor(limit = DEFAULT_WORK_LIMIT) {
    this.limit = limit;
    this.left = limit;
  }

  /** Units that are left. */
  get rest(): number {
    return this.left;
  }

  /**
   * `count` concepts (or codes, or other rows) are looked at.
   * @throws TerminologyError too-costly (422), as all of these: the request has used up its budget.
   */
  concepts(count: number): void {
    this.spend("concepts", count);
  }

  /** Resources are looked at: `units`, for one costs more than another. */
  resources(units: number): void {
    this.spend("resources", units);
  }

  /**
   * A code system or value set that is not here is looked for in all other ways. Each address counts once, and then as
   * what the answer costs.
   */
  notHere(address: string, { first, again } = NOT_HERE): void {
    this.missing ??= new Set();
    this.spend("addresses", this.missing.has(address) ? again : first);
    this.missing.add(address);
  }

  /** A pattern of this size (RE2's program size) is run over this many characters. */
  pattern(size: number, characters: number): void {
    this.spend("patterns", Math.ceil((size * (characters + START)) / STEPS));
  }

  /** A pattern of this size is read. Gives the units that it costs. */
  readPattern(size: number): number {
    const units = PATTERN + STEP * size;
    this.spend("patterns", units);
    return units;
  }

  /** @throws TerminologyError too-costly: patterns that cost so many units would keep others from their turn */
  readAtAStretch(units: number): void {
    if (units > Math.max(LEAST_AT_A_STRETCH, AT_A_STRETCH * this.limit))
      throw new TerminologyError(tooMuchWork("patterns", this.limit));
  }

  /** So many characters have been read of which the answer says little. What was read for is answered. */
  hasRead(characters: number): void {
    this.left -= Math.ceil(characters / READ);
    if (this.left < 0) this.usedUpBy ??= "resources";
  }

  /** So many bytes of an answer have been written. What is begun is written to its end, with nothing left for more. */
  wrote(bytes: number): void {
    const output = Math.min(bytes, this.output);
    this.output -= output;
    this.left -= Math.ceil((bytes - output) / BYTES + output / OUTPUT_BYTES);
    if (this.left < 0) this.usedUpBy ??= "bytes";
  }

  /** So many bytes of what is written next are an operation's output. */
  madeOutput(bytes: number): void {
    this.output += bytes;
  }

  /** Something of the answer has been taken. */
  goesOn(): void {
    this.wentOn = performance.now();
  }

  get isUsedUp(): boolean {
    return this.left <= 0;
  }

  /** Nothing more is to be done, whoever looks next: nobody waits for it, or it took too long. */
  stop(reason: TerminologyError): void {
    this.reason ??= reason;
    this.left = -Infinity;
  }

  get isStopped(): boolean {
    return this.reason !== undefined;
  }

  /** Needs no more memory. */
  get isDone(): boolean {
    return this.hasAnswered || this.hasEnded || this.isStopped;
  }

  /** @throws TerminologyError where it is stopped: then nothing is written any more */
  beginToWrite(): void {
    if (this.isStopped) throw this.tooMuch();
    this.mayHaveWritten = true;
  }

  private spend(kind: WorkKind, units: number): void {
    this.left -= units;
    if (this.left >= 0) return;
    this.usedUpBy ??= kind;
    throw this.tooMuch();
  }

  /** Why nothing more is done. */
  tooMuch(): TerminologyError {
    return this.reason ?? new TerminologyError(tooMuchWork(this.usedUpBy ?? "concepts", this.limit));
  }

  /** To be waited for in the middle of long work: others have their turn if this request has held on for long. */
  giveWay(): Awaitable<void> {
    return this.isOver ? this.othersFirst() : undefined;
  }

  /**
   * What `next` gives, which takes some ten milliseconds or more, when it is its turn. Parts of one request that waited
   * together go on together: here each of them looks anew whether it may.
   */
  inTurn<T>(next: () => Awaitable<T>): Awaitable<T> {
    const turn = this.giveWay();
    return turn instanceof Promise ? turn.then(() => this.inTurn(next)) : next();
  }

  private get isOver(): boolean {
    return performance.now() - this.since >= STRETCH_MS;
  }

  /** Parts of one request that wait at the same time go on at the same time, as many as it has time for: what they ask then is asked together. */
  private async othersFirst(): Promise<void> {
    do {
      this.turn ??= (this.hasAnswered ? othersFirst() : yieldToOthers(this)).finally(() => {
        this.since = performance.now();
        this.turn = undefined;
      });
      await this.turn;
    } while (this.isOver);
  }
}
