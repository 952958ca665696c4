/** Makes the README's picture: the page of the condition, from a server of its own. `npm run screenshot` */
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { startServer } from "../src/server/start.ts";

const PAGE =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";
const FILE = new URL("../docs/images/concept.png", import.meta.url).pathname;

const server = await startServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1080, height: 760 }, locale: "en-GB" });
  await page.goto(server.url + PAGE);
  mkdirSync(new URL(".", new URL("../docs/images/concept.png", import.meta.url)), { recursive: true });
  await page.screenshot({ path: FILE });
  console.log(FILE);
} finally {
  await browser.close();
  await server.stop();
}
