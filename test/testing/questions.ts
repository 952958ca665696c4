/** What a client asks, in R4 as in R5: also such as has no answer, or a negative one. */
import type { TerminologyClient } from "../../src/client.ts";

export const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
export const CODE = "progressive-osseous-heteroplasia";
const OMIM = "http://www.omim.org";

export async function questions(client: TerminologyClient): Promise<unknown[]> {
  const condition = { system: SYSTEM, code: CODE };
  return [
    await client.lookup(condition),
    await client.lookup({ ...condition, code: "none" }),
    await client.lookup({ ...condition, system: "http://loinc.org" }),
    await client.validateCode({
      valueSet: "https://w3id.org/ossicle/ValueSet/poh-codes",
      system: OMIM,
      code: "166350",
    }),
    await client.validateCode({ system: SYSTEM, codeableConcept: { coding: [condition] } }),
    await client.subsumes({ system: SYSTEM, codeA: CODE, codeB: CODE }),
    await client.translate({ ...condition, targetSystem: OMIM }),
    await client.match({ text: "osteoma cutis" }),
    await all(client.pages({ url: "https://w3id.org/ossicle/ValueSet/poh-names", count: 4 })),
    await client.batch([`CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`]),
  ];
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
