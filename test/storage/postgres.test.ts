import { describe, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";
import { storeContract } from "./store-contract.ts";

const WHY = "skipped: there is no PostgreSQL; start one with scripts/test-postgres.sh and set TEST_POSTGRES";

if (POSTGRES === undefined) {
  console.warn(WHY);
  describe("postgres", () => {
    test.skip(WHY, () => undefined);
  });
} else storeContract("postgres", async () => openStore(await freshSchema()));
