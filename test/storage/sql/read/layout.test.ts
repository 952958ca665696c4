import { expect, test } from "vitest";
import { layoutOf } from "../../../../src/storage/sql/read/layout.ts";
import type { Layout } from "../../../../src/storage/sql/read/read-context.ts";
import type { Awaitable } from "../../../../src/terminology/util/awaitable.ts";
import { Lru } from "../../../../src/terminology/util/lru.ts";

type Given = Parameters<typeof layoutOf>[0];

test("the order of a content's rows is found out once for all who ask meanwhile, however large it is", async () => {
  const context = { layouts: new Lru<number, Awaitable<Layout>>("test-layouts", 100) } as Given;
  let made = 0;
  const make = () => {
    made++;
    return Promise.resolve<Layout>({ order: Float64Array.of(3, 1, 2) });
  };
  const [one, other] = await Promise.all([layoutOf(context, 1, make), layoutOf(context, 1, make)]);
  expect(one).toBe(other);
  expect(made).toBe(1);
});
