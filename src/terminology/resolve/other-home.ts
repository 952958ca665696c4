/** HL7's code systems and value sets have two homes, FHIR's own addresses and HL7 terminology's, and many moved. */
import type { Terminology } from "../store.ts";

const HOMES = {
  CodeSystem: ["http://hl7.org/fhir/", "http://terminology.hl7.org/CodeSystem/"],
  ValueSet: ["http://hl7.org/fhir/ValueSet/", "http://terminology.hl7.org/ValueSet/"],
};

/** Of an address at one of HL7's homes; a code system's is written with its type now and then. */
const NAME = {
  CodeSystem: /^https?:\/\/(?:hl7\.org\/fhir|terminology\.hl7\.org)\/(?:CodeSystem\/)?([\w-]+)$/i,
  ValueSet: /^https?:\/\/(?:hl7\.org\/fhir|terminology\.hl7\.org)\/ValueSet\/([\w-]+)$/i,
};

/** Under which of HL7's other addresses something of the same name is stored. */
export async function atOtherHome(
  store: Terminology,
  type: "CodeSystem" | "ValueSet",
  address: string,
): Promise<string[]> {
  const name = NAME[type].exec(address)?.[1];
  if (name === undefined) return [];
  return (await atHomes(store, type, name)).filter((url) => url !== address);
}

/** Under which of HL7's addresses something of this name is there. */
export async function atHomes(
  store: Terminology,
  type: "CodeSystem" | "ValueSet",
  name: string,
): Promise<string[]> {
  const there: string[] = [];
  for (const home of HOMES[type]) {
    const url = home + name;
    if ((await store.versions(type, url)).length > 0) there.push(url);
  }
  return there;
}
