/** Debian's Chromium, driven by Playwright; where there is none, the tests that need it say that they are skipped. */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const chromiumPath = PLACES.find((path) => path !== undefined && existsSync(path));

export interface TestBrowser {
  /** A page in a context of its own, closed after `use`. */
  withPage<T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T>;
}

export function testBrowser(): TestBrowser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());
  return {
    async withPage(options, use) {
      const context = await browser!.newContext({ locale: "en-GB", acceptDownloads: true, ...options });
      try {
        return await use(await context.newPage());
      } finally {
        await context.close();
      }
    },
  };
}
