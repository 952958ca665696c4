import { expect, test } from "vitest";
import { sourceFiles, sourceOf } from "../imports.ts";

test("the server starts without the pages: they are loaded when a browser first asks", () => {
  const others = sourceFiles("src").filter((file) => !file.startsWith("src/web/"));
  const early = others.filter((file) =>
    /^(import|export) (?!type )[^;]*from "[^"]*\/web\//m.test(sourceOf(file)),
  );
  expect(early).toEqual([]);
  expect(sourceOf("src/server/start.ts")).toContain('import("../web/router.ts")');
});
