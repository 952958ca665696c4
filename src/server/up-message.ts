/** What the process says once it can be asked. */
const EXAMPLE =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";

/** For people a line to try; for programs, which wait for it, one line of JSON: `{"url":...,"ready":true}`. */
export function upMessage(url: string, json: boolean): string {
  if (json) return JSON.stringify({ url, ready: true });
  return `Ossicle is up at ${url}. Try:\n  curl '${url}${EXAMPLE}'`;
}
