/**
 * Whether concepts are inactive, as of a day. What is stored says what was so when it was stored; dates of retirement
 * that have come since, or had not come by the date that is asked about, say otherwise.
 */
import { allOf, anyOf, hasPart, withParts } from "../concepts/algebra.ts";
import type { ConceptCondition, Selection } from "../concepts/concept-condition.ts";
import { endOfDay, propertyCodes, statusReader } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { readDate } from "../search/dates.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";

const DAY = 86_400_000;

const dayOf = (time: number): number => Math.floor(time / DAY);

/** @param date as FHIR writes it, of the request; its last day counts. Absent: the day on which something is asked */
export function statusAt(provider: CodeSystemProvider, date: string | undefined): CodeSystemProvider {
  if (!hasRetirementDates(provider.codeSystem)) return provider;
  const end = date === undefined ? undefined : readDate(date)?.high;
  return end === undefined ? statusToday(provider) : onDay(provider, () => dayOf(end - 1));
}

const statusToday = onceFor((provider: CodeSystemProvider) => onDay(provider, () => dayOf(Date.now())));

const RETIREMENT = "retirementDate";
const URI = `http://hl7.org/fhir/concept-properties#${RETIREMENT}`;

const hasRetirementDates = onceFor((codeSystem: CodeSystem): boolean =>
  (codeSystem.property ?? []).some(({ code, uri }) => code === RETIREMENT || uri === URI),
);

/** What is so on one day. */
interface Status {
  day: number;
  current(concept: Concept): Concept;
  /** Worked out when it is first asked for. */
  active?: ConceptCondition;
}

function statusOn(codeSystem: CodeSystem, day: number): Status {
  const read = statusReader(codeSystem, endOfDay(day * DAY));
  const current = (concept: Concept): Concept => {
    const { inactive } = read(concept.properties);
    return inactive === concept.inactive ? concept : { ...concept, inactive };
  };
  return { day, current };
}

function onDay(provider: CodeSystemProvider, day: () => number): CodeSystemProvider {
  const { codeSystem } = provider;
  let kept: Status | undefined;
  const status = (): Status => {
    const now = day();
    return kept?.day === now ? kept : (kept = statusOn(codeSystem, now));
  };
  return {
    codeSystem,
    locate: (codes, work) => {
      const { current } = status();
      return after(provider.locate(codes, work), (concepts) => concepts.map((one) => one && current(one)));
    },
    childrenOf: (codes, work) => provider.childrenOf(codes, work),
    select: flow(function* (selection: Selection) {
      const then = status();
      const asksForIt = selection.activeOnly === true || hasPart(selection.condition, isActive);
      if (asksForIt) then.active ??= activeSince(yield* found(datedConcepts(provider)), then.current);
      const asked = asksForIt ? asOfThen(selection, then.active!) : selection;
      const { total, items } = yield* found(provider.select(asked));
      return { total, items: items.map(then.current) };
    }),
  };
}

/** Those of which a date of retirement is known. */
const datedConcepts = (provider: CodeSystemProvider): Awaitable<Concept[]> =>
  after(
    provider.select({
      condition: anyOf(
        [...propertyCodes(provider.codeSystem, RETIREMENT)].map((property) => ({
          kind: "property",
          property,
          test: { op: "exists" },
        })),
      ),
    }),
    ({ items }) => items,
  );

/** What is stored as active, without those that have been retired since, and with those that were not yet. */
function activeSince(dated: readonly Concept[], current: (concept: Concept) => Concept): ConceptCondition {
  const changed = dated.filter((concept) => current(concept) !== concept);
  const codesOf = (concepts: readonly Concept[]): ConceptCondition => ({
    kind: "codes",
    codes: concepts.map(({ code }) => code),
  });
  const retired = codesOf(changed.filter(({ inactive }) => !inactive));
  const stillThere = codesOf(changed.filter(({ inactive }) => inactive));
  return anyOf([allOf([{ kind: "active" }, { kind: "not", of: retired }]), stillThere]);
}

const isActive = ({ kind }: ConceptCondition): boolean => kind === "active";

function asOfThen(selection: Selection, active: ConceptCondition): Selection {
  const condition = withActive(selection.condition, active);
  return selection.activeOnly
    ? { ...selection, activeOnly: false, condition: allOf([condition, active]) }
    : { ...selection, condition };
}

function withActive(condition: ConceptCondition, active: ConceptCondition): ConceptCondition {
  if (isActive(condition)) return active;
  return "of" in condition ? withParts(condition, (part) => withActive(part, active)) : condition;
}
