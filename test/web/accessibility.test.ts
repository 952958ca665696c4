/** WCAG 2.2 AA by axe, no scroll to the side, no violation of the policy, no request to others: on every page. */
import { describe, expect, test } from "vitest";
import { violationsOn } from "./axe.ts";
import { chromiumPath, testBrowser } from "./browser.ts";
import { at, GC, POH, webServer } from "./support.ts";

const PAGES: readonly string[] = [
  "/",
  at("/", { q: "osteoma" }),
  at("/", { q: "zzzzqqq" }),
  at("/r4/CodeSystem/$lookup", { system: GC, code: POH }),
  at("/r5/CodeSystem/$lookup", { system: "http://www.omim.org", code: "166350" }),
  at("/r4/CodeSystem/$lookup", { system: GC, code: "nothing" }),
  "/r4/CodeSystem",
  "/r4/CodeSystem/genetic-conditions",
  "/r4/ValueSet/poh-codes",
  "/r4/ConceptMap/names-to-condition",
  "/r4/ConceptMap/guard-not-poh?direction=reverse",
  at("/r4/ValueSet/$expand", { url: "https://w3id.org/ossicle/ValueSet/poh-names", count: "3" }),
  at("/r4/ValueSet/poh-codes/$validate-code", { system: "http://www.omim.org", code: "135100" }),
  "/r4/Provenance/condition-set",
  "/r4/metadata",
  "/translate",
  at("/translate", { q: "Myositis ossificans progressiva" }),
  "/compare",
  "/compare?type=ValueSet&a=poh-codes&b=all-conditions",
  "/status",
  "/openapi",
  "/openapi?fhir=r4&path=%2FCodeSystem%2F%24lookup",
  "/errors",
  "/errors/not-found",
  "/errors/unknown-code",
  "/compare?type=ConceptMap&a=names-to-condition&b=condition-to-omim",
  "/r4/ConceptMap/names-to-condition?filter=osteoma&relation=source-is-broader-than-target",
  at("/r4/CodeSystem/$validate-code", { url: GC, code: "nothing" }),
  "/add",
  "/nowhere",
];

/** In the other scheme and language they are made of the same parts. */
const OF_EACH_KIND = PAGES.filter((_, i) => [0, 1, 3, 7, 8, 9, 16, 19].includes(i));

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  const server = webServer();
  const browser = testBrowser();

  /** Opens a page, and says what is wrong with it. */
  async function faultsOf(
    path: string,
    width: number,
    colorScheme: "light" | "dark",
    locale: "en-GB" | "de-DE" = "en-GB",
  ): Promise<string[]> {
    return browser.withPage(
      { viewport: { width, height: 800 }, colorScheme, locale, bypassCSP: true },
      async (page) => {
        const faults: string[] = [];
        page.on("request", (request) => {
          if (!request.url().startsWith(server.url)) faults.push(`asks ${request.url()}`);
        });
        page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
        await page.goto(server.url + path);
        return [...faults, ...(await violationsOn(page))];
      },
    );
  }

  test.each(PAGES)("%s", async (path) => {
    expect(await faultsOf(path, 1280, "light")).toEqual([]);
    expect(await faultsOf(path, 320, "dark", "de-DE")).toEqual([]);
  });

  test.each(OF_EACH_KIND)("%s the other way round", async (path) => {
    expect(await faultsOf(path, 1280, "dark", "de-DE")).toEqual([]);
    expect(await faultsOf(path, 320, "light")).toEqual([]);
  });

  test("what is printed has its table, no forms, and ink on paper in a dark scheme too", async () => {
    const printed = await browser.withPage({ colorScheme: "dark" }, async (page) => {
      await page.goto(`${server.url}/translate`);
      await page.fill("#text", "Osteoma cutis\nOMIM:166350\n");
      await page.click("#sheet button");
      await page.waitForSelector("table");
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const seen = (selector: string) => page.locator(selector).first().isVisible();
      return {
        table: await seen("#sheet table"),
        buttons: await seen("button"),
        lines: await seen("textarea"),
        menu: await seen(".banner"),
        colours: await page.evaluate<string[]>(`
          (({ color, backgroundColor }) => [color, backgroundColor, getComputedStyle(document.querySelector(".badge")).color])(
            getComputedStyle(document.documentElement),
          )
        `),
      };
    });
    const black = "rgb(0, 0, 0)";
    expect(printed).toEqual({
      table: true,
      buttons: false,
      lines: false,
      menu: false,
      colours: [black, "rgb(255, 255, 255)", black],
    });
  });

  test("the page of a translated sheet, and that of a wrong one", async () => {
    for (const text of ["Osteoma cutis\nOMIM:166350\nnothing\n", "name,x\nPOH,1\n", ""]) {
      const faults = await browser.withPage(
        { viewport: { width: 320, height: 800 }, bypassCSP: true },
        async (page) => {
          await page.goto(`${server.url}/translate`);
          await page.fill("#text", text);
          await page.click("#sheet button");
          await page.waitForLoadState();
          return violationsOn(page);
        },
      );
      expect(faults).toEqual([]);
    }
  });

  test("the policy is not broken by the pages themselves", async () => {
    const said = await browser.withPage({}, async (page) => {
      const lines: string[] = [];
      page.on("console", (message) => lines.push(message.text()));
      for (const path of PAGES.slice(0, 4)) await page.goto(server.url + path);
      return lines.filter((line) => /Content Security Policy/i.test(line));
    });
    expect(said).toEqual([]);
  });

  test("the keyboard alone finds a concept", async () => {
    const title = await browser.withPage({ viewport: { width: 1280, height: 800 } }, async (page) => {
      await page.goto(server.url);
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement?.className")).toBe("skip");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.type("166350");
      await page.keyboard.press("Enter");
      await page.waitForURL(/q=166350/);
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate("document.activeElement?.closest('.hit') !== null")) break;
      }
      await page.keyboard.press("Enter");
      await page.waitForURL(/lookup/);
      return page.title();
    });
    expect(title).toContain("OSSEOUS HETEROPLASIA, PROGRESSIVE; POH");
  });
});
