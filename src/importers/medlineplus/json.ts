/** A condition as MedlinePlus Genetics' JSON. */
import { type Json, listOf } from "../../terminology/util/json-object.ts";
import type { InputFile } from "../reading/input-file.ts";
import { jsonDocument } from "../reading/json-items.ts";
import type { Condition } from "./condition.ts";
import { conditionOf, type Summary } from "./summary.ts";

/** The condition of one JSON document; none where it is no condition. */
export async function* jsonConditions(file: InputFile): AsyncGenerator<Condition> {
  const document = (await jsonDocument(file)) as Json;
  const condition = conditionOf(summaryOf(document), file, 1);
  if (condition) yield condition;
}

function summaryOf(json: Json): Summary {
  const list = (name: string, item: string): Json[] =>
    listOf(json[`${name}-list`] ?? json[`${name}_list`]).map(
      (entry) => ((entry as Json)[item] ?? entry) as Json,
    );
  const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
  const one = (...names: string[]): string =>
    text(names.map((n) => json[n]).find((v) => typeof v === "string"));
  return {
    name: one("name"),
    page: one("ghr_page", "ghr-page"),
    texts: list("text", "text").map((t) => ({ role: text(t["text-role"]), html: text(t.html) })),
    inheritance: list("inheritance-pattern", "inheritance-pattern").map((p) => ({
      code: text(p.code),
      memo: text(p.memo),
    })),
    genes: list("related-gene", "related-gene").map((g) => text(g["gene-symbol"])),
    synonyms: list("synonym", "synonym").map((s) => text(s)),
    keys: list("db-key", "db-key").map((k) => ({ db: text(k.db), key: text(k.key) })),
    reviewed: one("reviewed"),
    published: one("published"),
  };
}
