import { expect, test } from "vitest";
import type { ImportRecord } from "../../../../src/terminology/store.ts";
import { concept, header } from "../../fixtures.ts";
import { freshSqliteFile } from "../sqlite-file.ts";

const file = freshSqliteFile();
const LONG = "http://example.org/long";

test.each([false, true])(
  "others write between the rows of a long import, dry run: %s",
  { timeout: 60_000 },
  async (dryRun) => {
    let isRead = false;
    let isOver = false;
    let between = 0;
    function* records(): Generator<ImportRecord> {
      yield { kind: "codeSystem", codeSystem: { ...header(LONG), id: "long" } };
      for (let i = 0; i < 20_000; i++) yield { kind: "concept", concept: concept(`c${i}`) };
      isRead = true;
    }
    const others = async (): Promise<void> => {
      for (let n = 0; !isOver; n++) {
        const resource = { resourceType: "ValueSet" as const, status: "active" as const, title: `${n}` };
        await file.store.commit([{ method: "update", type: "ValueSet", id: "small", resource }]);
        if (isRead && !isOver) between++;
      }
    };
    const writing = others();
    const report = await file.store.write(records(), { dryRun });
    isOver = true;
    await writing;
    expect(report).toMatchObject({ written: { CodeSystem: 1 }, concepts: 20_000 });
    expect((await file.store.codeSystem({ url: LONG })) !== undefined).toBe(!dryRun);
    expect(between).toBeGreaterThan(3);
  },
);
