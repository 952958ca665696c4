import { expect, test } from "vitest";
import { unknownStore } from "../../../src/terminology/issues/storage.ts";
import { withoutPassword } from "../../../src/terminology/util/without-password.ts";

test.each([
  ["postgres://me:secret@host/db", "postgres://...@host/db"],
  ["postgres://me:se/cr@et@host/db", "postgres://...@host/db"],
  ["postgres://host/db?user=me&password=secret&ssl=true", "postgres://host/db?user=me&password=...&ssl=true"],
  ["postgres://host/db", "postgres://host/db"],
  ["sqlite:/data//a@b.db", "sqlite:/data//a@b.db"],
])("%s is shown as %s", (address, shown) => {
  expect(withoutPassword(address)).toBe(shown);
});

test("a message never repeats the password of a store that is unknown", () => {
  expect(unknownStore("postgrs://me:se/cr@et@host/db").text).not.toMatch(/se\/cr|et@/);
});
