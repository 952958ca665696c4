/** A code system whose concepts are rows; nothing of it but its header is in memory. */
import { conditionSize, isEvery } from "../../../terminology/concepts/algebra.ts";
import {
  type ConceptCondition,
  mentionsText,
  type Page,
  type Selection,
  wholeCondition,
} from "../../../terminology/concepts/concept-condition.ts";
import type { CodeSystem, Concept } from "../../../terminology/model.ts";
import type { CodeSystemProvider } from "../../../terminology/store.ts";
import { after, type Awaitable } from "../../../terminology/util/awaitable.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import { conceptTest, type Positioned } from "../../concepts/concept-test.ts";
import {
  difference,
  NOTHING,
  overlap,
  type Ranges,
  rangesOf,
  size,
  slice,
  sliceWithout,
} from "../../concepts/ranges.ts";
import {
  type ContentCondition,
  LARGE,
  type Positions,
  resolveCondition,
  type Resolved,
  type Rest,
} from "../../concepts/resolve-condition.ts";
import type { Database } from "../engines/database.ts";
import { raw, sql } from "../sql.ts";
import { childrenOf } from "./children.ts";
import { type ConceptPositions, fitsStatement, MOST_RANGES } from "./concept-positions.ts";
import type { ConceptRows } from "./concept-rows.ts";
import type { ConceptTotals } from "./concept-totals.ts";
import { hasIndex, type PositionQuery, positionQuery, singleValue } from "./condition-to-sql.ts";
import { lookUp, needsLookUp } from "./look-up.ts";
import { type ContentReaders, QueriedPages } from "./queried-pages.ts";

/** So many concepts are worth keeping, whole. */
const FEW = 100;
/** Of more, where all or none are wanted, the index of texts is asked: no row is read for it. */
const FEWEST = 20;

export class SqlCodeSystem implements CodeSystemProvider {
  readonly codeSystem: CodeSystem;
  private readonly database: Database;
  private readonly positions: ConceptPositions;
  private readonly rows: ConceptRows;
  private readonly totals: ConceptTotals;
  private readonly pages: QueriedPages;
  /** Parts of large conditions, for as long as somebody holds them: contents never change. */
  private readonly resolved = new WeakMap<ConceptCondition, Resolved>();
  /** The same where concepts are tested for what positions don't say. */
  private readonly tested = new WeakMap<ConceptCondition, Resolved>();

  constructor(codeSystem: CodeSystem, readers: ContentReaders) {
    this.codeSystem = codeSystem;
    this.database = readers.database;
    this.positions = readers.positions;
    this.rows = readers.rows;
    this.totals = readers.totals;
    this.pages = new QueriedPages(readers);
  }

  locate(codes: readonly string[]): Awaitable<(Concept | undefined)[]> {
    return after(this.rows.ofCodes(codes), (positioned) => positioned.map((one) => one?.concept));
  }

  select(selection: Selection): Awaitable<Page<Concept>> {
    return selection.codes ? this.selectAmong(selection.codes, selection) : this.selectFromAll(selection);
  }

  childrenOf(codes: readonly string[], work?: WorkBudget): Promise<string[][]> {
    return childrenOf(this.rows, codes, work);
  }

  /** Few codes: their concepts are fetched and looked at. */
  private selectAmong(codes: readonly string[], selection: Selection): Awaitable<Page<Concept>> {
    const { condition, codesAlone, readOnce, work } = selection;
    work?.concepts(codes.length);
    if ((codesAlone || readOnce) && codes.length > FEW && isEvery(condition))
      return this.allAmong(codes, selection);
    return after(this.rows.ofCodes(codes), (positioned) =>
      this.selectFound([...new Set(positioned.filter((one) => one !== undefined))], selection),
    );
  }

  private async allAmong(
    codes: readonly string[],
    { activeOnly, codesAlone, offset = 0, count = Infinity }: Selection,
  ): Promise<Page<Concept>> {
    const { rows } = this;
    const found = await (codesAlone ? rows.codesAmong(codes, activeOnly) : rows.among(codes, activeOnly));
    return { total: found.length, items: found.slice(offset, offset + count) };
  }

  private selectFound(among: readonly Positioned[], selection: Selection): Awaitable<Page<Concept>> {
    const { condition, offset = 0, count = Infinity, work } = selection;
    const resolving = resolveCondition(
      wholeCondition(selection),
      this.positionsAmong(among, condition, work),
    );
    return after(resolving, ({ within, rest }) => {
      const inside: Rest = { kind: "ranges", ranges: within };
      const test = conceptTest(rest ? { kind: "all", of: [inside, rest] } : inside, work);
      const found = among.filter(test).sort((a, b) => a.position - b.position);
      const items = found.slice(offset, offset + count).map(({ concept }) => concept);
      return { total: found.length, items };
    });
  }

  /** Of a large condition the parts that it shares with others are worth more than few codes are. */
  private positionsAmong(
    among: readonly Positioned[],
    condition: ConceptCondition,
    work: WorkBudget | undefined,
  ): Positions {
    const { positions } = this;
    if (conditionSize(condition) > LARGE) {
      const ranges: Positions["ranges"] = (part) => positions.ranges(part, work);
      return { everything: positions.everything, ranges, kept: this.tested, work };
    }
    const own = rangesOf(among.map(({ position }) => position));
    return { everything: own, ranges: (part) => positions.rangesAmong(part, own), work };
  }

  private selectFromAll(selection: Selection): Awaitable<Page<Concept>> {
    if (selection.codesAlone && selection.count === undefined) return this.codesOfAll(selection);
    const few = selection.whole ? FEWEST : FEW;
    if (size(this.positions.everything) <= few && mentionsText(selection.condition))
      return this.selectFew(selection);
    // As a statement, a large condition would be too long.
    if (conditionSize(selection.condition) > LARGE) return this.selectLarge(selection);
    return after(
      this.resolve(selection.condition, () => false, selection.work),
      (plain) => (plain.rest ? this.selectByContents(selection) : this.selectWithin(plain.within, selection)),
    );
  }

  /** All of them, however many: by their positions. */
  private async codesOfAll(selection: Selection): Promise<Page<Concept>> {
    const { offset = 0, work } = selection;
    const condition = wholeCondition(selection);
    const resolved = await this.resolve(condition, (part) => needsLookUp(part, true), work);
    const found = await this.all(resolved, condition, work);
    const items = await this.rows.codesAt(slice(found, offset, Infinity), work);
    return { total: size(found), items };
  }

  /** A word's entries in the index of texts are those of all code systems: to look at few concepts costs less. */
  private selectFew(selection: Selection): Awaitable<Page<Concept>> {
    return after(this.rows.at(this.positions.everything, selection.work), (all) =>
      this.selectAmong(
        all.map(({ code }) => code),
        selection,
      ),
    );
  }

  /** Part by part; what several conditions share is looked up once. */
  private async selectLarge(selection: Selection): Promise<Page<Concept>> {
    const { condition, activeOnly, offset = 0, count = Infinity, work } = selection;
    const { within } = await this.resolve(condition, () => true, work);
    const inactive = activeOnly ? await this.exceptions("active") : NOTHING;
    work?.concepts(Math.ceil((within.length + inactive.length) / 10));
    const items = await this.rows.at(sliceWithout(within, inactive, offset, count), work);
    return { total: size(within) - overlap(within, inactive), items };
  }

  /** What positions alone say. */
  private selectWithin(within: Ranges, selection: Selection): Awaitable<Page<Concept>> {
    const inactive = selection.activeOnly ? this.exceptions("active") : NOTHING;
    return after(inactive, (without) => this.pageWithin(within, without, selection));
  }

  private pageWithin(
    within: Ranges,
    inactive: Ranges,
    { condition, offset = 0, count = Infinity, work }: Selection,
  ): Awaitable<Page<Concept>> {
    const page = this.rows.at(sliceWithout(within, inactive, offset, count), work);
    const total = size(within) - this.totals.shared(condition, within, inactive);
    return after(page, (items) => ({ total, items }));
  }

  private async selectByContents(selection: Selection): Promise<Page<Concept>> {
    const { offset = 0, count = Infinity, whole, work } = selection;
    const condition = wholeCondition(selection);
    const name = JSON.stringify(condition);
    let found = this.positions.known(name);
    if (!found) {
      const besideIndex = mentionsText(condition) || namesValue(condition);
      const resolved = await this.resolve(condition, (part) => needsLookUp(part, besideIndex), work);
      const query = this.queryOf(resolved);
      const { pages } = this;
      if (query) return whole ? pages.allOrNone(query, name, selection) : pages.page(query, name, selection);
      found = await this.all(resolved, condition, work);
      // The next page of it costs nothing then.
      this.positions.keep(name, found);
    }
    const page = whole && size(found) > count ? NOTHING : slice(found, offset, count);
    return { total: size(found), items: await this.rows.at(page, work) };
  }

  /** What an index gives is held against the positions; what none gives is looked up part by part, and each part kept. */
  private async all(
    resolved: Resolved,
    condition: ConceptCondition,
    work: WorkBudget | undefined,
  ): Promise<Ranges> {
    const { within, rest } = resolved;
    if (!rest || within.length === 0) return within;
    if (!hasIndex(rest) || countRanges(rest) > MOST_RANGES)
      return (await this.resolve(condition, () => true, work)).within;
    return this.positions.found(this.queryWithin(within, rest), within, work);
  }

  /** Positions, and with them what `lookedUp` chooses, become ranges; the rest stays. */
  private resolve(
    condition: ConceptCondition,
    lookedUp: (part: ContentCondition) => boolean,
    work: WorkBudget | undefined,
  ): Awaitable<Resolved> {
    const { positions, database } = this;
    return resolveCondition(condition, {
      everything: positions.everything,
      kept: conditionSize(condition) > LARGE ? this.resolved : undefined,
      work,
      ranges: (part) => positions.ranges(part, work),
      contents: (part) => {
        if (part.kind === "active" || part.kind === "selectable")
          return this.without(part.kind, lookedUp(part));
        return lookedUp(part) ? lookUp(part, positions, database, work) : undefined;
      },
    });
  }

  private async without(kind: "active" | "selectable", always: boolean): Promise<Ranges | undefined> {
    const { positions } = this;
    const exceptions = await this.exceptions(kind);
    if (exceptions.length === 0) return positions.everything;
    if (!always) return undefined;
    return positions.foundOnce(kind, () => Promise.resolve(difference(positions.everything, exceptions)));
  }

  /** Inactive and abstract concepts: few, or none. */
  private exceptions(kind: "active" | "selectable"): Awaitable<Ranges> {
    const column = kind === "active" ? "inactive" : "abstract";
    const { positions } = this;
    const last = positions.everything.at(-1);
    if (last === undefined) return NOTHING;
    return positions.foundOnce(column, () =>
      positions.collect(
        sql`SELECT position FROM concept WHERE ${raw(column)} = 1 AND position <= ${last}`,
        "position",
      ),
    );
  }

  /** A statement for what remains, unless it would have to name too many ranges. */
  private queryOf({ within, rest }: Resolved): PositionQuery | undefined {
    if (!rest || within.length === 0 || !fitsStatement(within)) return undefined;
    const parts: Rest[] = within.length === 2 ? [] : [{ kind: "ranges", ranges: within }];
    const all: Rest = { kind: "all", of: [...parts, ...(rest.kind === "all" ? rest.of : [rest])] };
    if (countRanges(all) > MOST_RANGES) return undefined;
    return this.queryWithin(within, all);
  }

  private queryWithin(within: Ranges, rest: Rest): PositionQuery {
    const scope = { content: this.positions.content, low: within[0]!, high: within.at(-1)! };
    return positionQuery(rest, scope, this.database.dialect);
  }
}

/** Must a property have one value, whatever else holds? */
function namesValue(condition: ConceptCondition): boolean {
  if (condition.kind === "all") return condition.of.some(namesValue);
  return singleValue(condition) !== undefined;
}

function countRanges(rest: Rest): number {
  if (rest.kind === "ranges") return rest.ranges.length;
  if (rest.kind === "not") return countRanges(rest.of);
  if (rest.kind !== "all" && rest.kind !== "any") return 0;
  return rest.of.reduce((sum, part) => sum + countRanges(part), 0);
}
