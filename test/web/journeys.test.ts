/** What people come for, from the first page to the last, with scripts and without. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Resource } from "../../src/terminology/model.ts";
import { chromiumPath, testBrowser } from "./browser.ts";
import { POH, webServer } from "./support.ts";

/** 100,000 concepts, whose names begin with two letters. */
const letters = "abcdefghijklmnopqrstuvwxyz";
const large: Resource = {
  resourceType: "CodeSystem",
  id: "large",
  url: "https://example.org/large",
  name: "Large",
  title: "A large code system",
  status: "active",
  content: "complete",
  concept: Array.from({ length: 100_000 }, (_, i) => ({
    code: `C${i}`,
    display: `${letters[i % 26]!}${letters[Math.trunc(i / 26) % 26]!}x${i} disease`,
  })),
};

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  const server = webServer([large]);
  const browser = testBrowser();

  describe.each([true, false])("scripts: %s", (javaScriptEnabled) => {
    test("a code of a record leads to the condition", async () => {
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(server.url);
        await page.fill("#q", "OMIM:166350");
        await page.click("form.search button");
        await page.click(".hit a");
        expect(await page.textContent("h1")).toBe("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH");
        await page
          .getByRole("link", { name: new RegExp(POH) })
          .first()
          .click();
        expect(await page.textContent("h1")).toBe("Progressive osseous heteroplasia");
      });
    });

    test("a synonym leads to the condition, with the reason why it is not the same", async () => {
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(server.url);
        await page.fill("#q", "Osteoma cutis");
        await page.click("form.search button");
        await page.getByRole("link", { name: /Which codes does/ }).click();
        const text = await page.textContent("main");
        expect(text).toContain("what was asked is wider");
        expect(text).toContain("Look first");
        expect(text).toContain("Confirm POH before use");
      });
    });

    test("a sheet of 200 lines becomes SSSOM", async () => {
      const names = ["Osteoma cutis", "OMIM:166350", "POH", "nothing known"];
      const lines = Array.from({ length: 200 }, (_, i) => `${i};${names[i % 4]!}`);
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(`${server.url}/translate`);
        await page.fill("#text", ["row;name", ...lines].join("\n"));
        await page.click("#sheet button");
        await page.selectOption("#column", { label: "name" });
        await page.click("#sheet button");
        expect(await page.textContent("h1")).toContain("200 rows");
        expect(await page.textContent(".buttons")).toMatch(/May be applied: 50/);
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.click('button[name="download"][value="sssom"]'),
        ]);
        const sssom = readFileSync(await download.path(), "utf8");
        expect(sssom).toContain("Osteoma cutis");
        expect(sssom).toContain("subject_label");
      });
    });

    test("a sheet is still there in the other language", async () => {
      const table = Array.from({ length: 150 }, (_, i) => `${i};Osteoma cutis`).join("\n");
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(`${server.url}/translate`);
        await page.fill("#text", table);
        await page.click("#sheet button");
        await page.click("footer [lang=de]");
        expect(await page.textContent("h1")).toBe("Die ersten Zeilen");
        await page.selectOption("#column", "1");
        await page.uncheck("[name=heading]");
        await page.click("#sheet button");
        await page.click('button[name="outcome"][value="look"]');
        await page.click('button[name="page"][value="2"]');
        expect(await page.textContent("caption")).toBe("Seite 2 von 2");
        await page.click("footer [lang=en]");
        expect(await page.textContent("h1")).toContain("150 rows");
        expect(await page.textContent("caption")).toBe("Page 2 of 2");
        expect(await page.getAttribute('button[value="look"]', "aria-pressed")).toBe("true");
      });
    });

    test("a file that was refused is not called empty in the other language", async () => {
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(`${server.url}/translate`);
        const buffer = Buffer.from("PK: no workbook");
        await page.setInputFiles("#file", { name: "sheet.xlsx", mimeType: "application/zip", buffer });
        await page.click("#sheet button");
        expect(await page.textContent('[role="alert"]')).toContain("can't be read");
        await page.click("footer [lang=de]");
        expect(await page.getAttribute("html", "lang")).toBe("de");
        expect(await page.locator('[role="alert"]').count()).toBe(0);
      });
    });

    test("two letters find a concept among 100,000", async () => {
      await browser.withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(server.url);
        await page.fill("#q", "ab");
        await page.selectOption("#system", "https://example.org/large");
        await page.click("form.search button");
        expect(await page.textContent(".hits")).toMatch(/abx\d+ disease/);
      });
    });
  });
});
