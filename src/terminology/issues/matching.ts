/** Messages of $match. */
import { information, type Issue, quote } from "./issue.ts";

/** @param systems the names of the code systems that were looked in; `isAll`: the caller named them */
export const noCandidates = (text: string, systems: readonly string[], isAll: boolean): Issue =>
  information(
    `Nothing that is here of ${systems.join(", ")} resembles ${quote(text)}.${
      isAll ? "" : " Other code systems were not looked in; name them with 'system'."
    }`,
  );

export const tiedCandidates = (count: number): Issue =>
  information(`The first ${count} candidates fit equally well; which is meant can't be told from the text.`);

export const acronymAlone = (acronym: string): Issue => ({
  severity: "warning",
  code: "processing",
  about: "name-not-exact",
  text: `${quote(acronym)} is an acronym, and an acronym stands for more than one thing; send the name that is meant.`,
});

export const onlyWeakCandidates = (): Issue =>
  information(
    "All candidates are weak: they resemble the text or are only listed under it. Confirm before use.",
  );
