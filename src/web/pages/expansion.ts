/** An expansion that was asked for by its address. */
import { splitAddress } from "../../http/address.ts";
import { type AnswerPage, fhirTo } from "../context.ts";
import { readExpansion } from "../expansions.ts";
import { data, html, nothing } from "../html.ts";
import type { Described } from "../parts/metadata.ts";
import { pager } from "../parts/pager.ts";
import { expansionNotes, memberTable } from "./value-set.ts";

export const expansionPage: AnswerPage = async (context, path, answer, query) => {
  const { t } = context;
  const valueSet: Described = answer;
  const title = valueSet.title ?? valueSet.name ?? valueSet.url ?? "$expand";
  const found = readExpansion(answer);
  const size = Math.max(1, Number(query.get("count")) || found.concepts.length || 1);
  const page = Math.floor(Math.max(0, Number(query.get("offset")) || 0) / size) + 1;
  const { path: at } = splitAddress(path);
  const others = Object.fromEntries([...query].filter(([name]) => name !== "offset"));
  return {
    title: `${t.resource.members}: ${title}`,
    fhir: path,
    answer,
    body: html`<h1>${t.resource.members}: ${data(title)}</h1>
      <p>${t.resource.total(found.total)}</p>
      ${expansionNotes(context, found)} ${await memberTable(context, found)}
      ${
        query.get("count") === "0"
          ? nothing
          : pager(context, {
              page,
              size,
              total: found.total,
              at: (n) => fhirTo(context, at, { ...others, count: size, offset: (n - 1) * size }),
            })
      }`,
  };
};
