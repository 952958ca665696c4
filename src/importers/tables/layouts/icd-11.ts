/** A linearization of ICD-11 as WHO's browser exports it: dashes before a title show how deep it stands. */
import type { Layout } from "./layout.ts";

const DASHES = /^(?:-\s+)+/;

export const icd11: Layout = {
  title: "ICD-11 linearization",
  kind: "code list",
  marks: ["foundation uri", "code", "title", ["classkind", "class kind"]],
  roles: { code: "code", display: "title" },
  read: (cell) =>
    cell("code") === ""
      ? { leaveOut: "chapters and blocks without a code" }
      : { set: { display: cell("title").replace(DASHES, "") } },
};
