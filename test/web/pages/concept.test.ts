/** The page of a concept that has very many names, and values of a property. */
import { expect, test } from "vitest";
import { webServer } from "../support.ts";

const times = <T>(make: (i: number) => T): T[] => Array.from({ length: 1_500 }, (_, i) => make(i));

const server = webServer([
  {
    resourceType: "CodeSystem",
    id: "bones",
    url: "http://example.org/bones",
    status: "active",
    content: "complete",
    property: [{ code: "seen", type: "string" }],
    concept: [
      {
        code: "femur",
        designation: times((i) => ({ value: `Name ${i}.` })),
        property: times((i) => ({ code: "seen", valueString: `Place ${i}.` })),
      },
    ],
  },
]);

test("shows the first of each, and says how many more there are", async () => {
  const { html } = await server.page(
    "/r4/CodeSystem/$lookup?system=http://example.org/bones&code=femur&lang=en",
  );
  for (const word of ["Name", "Place"]) {
    expect(html).toContain(`${word} 999.`);
    expect(html).not.toContain(`${word} 1000.`);
  }
  expect(html.match(/and 500 more/g)).toHaveLength(2);
});
