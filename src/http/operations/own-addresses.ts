/** Parameters by which a request speaks of code systems and value sets besides those of its codes. */
import type { OperationData } from "../../fhir/operations/definition.ts";
import type { ReadInput } from "../../fhir/operations/parameters.ts";
import { parseCanonical, printCanonical } from "../../terminology/canonical.ts";
import { ownValueSetUrl } from "../../terminology/resolve/known-value-set.ts";
import { ownAddress } from "../../terminology/resolve/system-alias.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";

const EXCLUDED = "exclude-system";
const NAMING_SYSTEMS = ["system-version", "check-system-version", "force-system-version", EXCLUDED];
const NAMING_SETS = ["default-valueset-version", "check-valueset-version", "force-valueset-version"];
/** With these it matters which value set `url` means before it is looked for. */
const CHOOSING = [...NAMING_SETS, "date"];
const SPEAKING = [...NAMING_SYSTEMS, ...CHOOSING];

/** Units of work to find a code system or value set. */
const FOUND = 100;

/** The input with the own address of each that they name by an alias or OID: by that, value sets are resolved. */
export const withOwnAddresses = (
  terminology: Terminology,
  input: ReadInput,
  { resource }: OperationData,
  work: WorkBudget | undefined,
): Awaitable<ReadInput> =>
  SPEAKING.some((name) => input[name] !== undefined)
    ? replaced(terminology, input, { isOfSet: resource === "ValueSet", work })
    : input;

async function replaced(
  terminology: Terminology,
  input: ReadInput,
  { isOfSet, work }: { isOfSet: boolean; work: WorkBudget | undefined },
): Promise<ReadInput> {
  const owning = (find: (url: string) => Awaitable<string>): ((text: string) => Promise<string>) => {
    const known = new Map<string, string>();
    return async (text) => {
      const { url, version } = parseCanonical(text);
      let own = known.get(url);
      if (own === undefined) {
        work?.concepts(FOUND);
        await work?.giveWay();
        known.set(url, (own = await find(url)));
      }
      return own === url ? text : printCanonical({ url: own, version });
    };
  };
  const ofSystem = owning(async (url) => ownAddress(terminology, url, false));
  const ofSet = owning((url) => ownValueSetUrl(terminology, url));
  const result = { ...input };
  for (const name of [...NAMING_SYSTEMS, ...NAMING_SETS]) {
    const own = NAMING_SETS.includes(name) ? ofSet : ofSystem;
    const sent = (input[name] ?? []) as readonly string[];
    const meant: string[] = [];
    // A rule without a version is refused as it was sent.
    for (const text of sent) meant.push(name !== EXCLUDED && !text.includes("|") ? text : await own(text));
    if (meant.some((text, i) => text !== sent[i])) result[name] = meant;
  }
  if (isOfSet && typeof input.url === "string" && CHOOSING.some((name) => input[name] !== undefined))
    result.url = await ofSet(input.url);
  return result;
}
