/** Parameters by which a request speaks of code systems besides those of its codes. */
import type { ReadInput } from "../../fhir/operations/parameters.ts";
import { parseCanonical, printCanonical } from "../../terminology/canonical.ts";
import { ownAddress } from "../../terminology/resolve/system-alias.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";

const EXCLUDED = "exclude-system";
const NAMING_SYSTEMS = ["system-version", "check-system-version", "force-system-version", EXCLUDED];

/** Units of work to find a code system. */
const SYSTEM = 100;

/** The input with the own address of each system that they name by an alias or OID: by that, value sets are resolved. */
export const withOwnAddresses = (
  terminology: Terminology,
  input: ReadInput,
  work: WorkBudget | undefined,
): Awaitable<ReadInput> =>
  NAMING_SYSTEMS.some((name) => input[name] !== undefined) ? replaced(terminology, input, work) : input;

async function replaced(
  terminology: Terminology,
  input: ReadInput,
  work: WorkBudget | undefined,
): Promise<ReadInput> {
  const known = new Map<string, string>();
  const own = async (text: string): Promise<string> => {
    const { url, version } = parseCanonical(text);
    if (!known.has(url)) {
      work?.concepts(SYSTEM);
      await work?.giveWay();
      known.set(url, await ownAddress(terminology, url, false));
    }
    return known.get(url) === url ? text : printCanonical({ url: known.get(url), version });
  };
  const result = { ...input };
  for (const name of NAMING_SYSTEMS) {
    const sent = (input[name] ?? []) as readonly string[];
    const meant: string[] = [];
    // A rule without a version is refused as it was sent.
    for (const text of sent) meant.push(name !== EXCLUDED && !text.includes("|") ? text : await own(text));
    if (meant.some((text, i) => text !== sent[i])) result[name] = meant;
  }
  return result;
}
