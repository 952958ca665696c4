/** Is this an extension that FHIR itself defines? What others mean by theirs nobody here can say: it is not copied. */
export const isKnownExtension = ({ url }: { url: string }): boolean =>
  url.startsWith("http://hl7.org/fhir/StructureDefinition/");
