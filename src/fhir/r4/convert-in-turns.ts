/** A resource with long lists, converted while others have their turn between the items. */
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { isObject } from "../../terminology/util/json-object.ts";
import type { Context } from "./conversion-plan.ts";
import type { Converter, LongList } from "./convert.ts";
import { encode } from "./cross-version-extension.ts";

/** As `converter.convert`: first what is in long lists, then the rest. */
export async function convertInTurns(converter: Converter, resource: object): Promise<object> {
  const turns = new Turns();
  const made = new Map<unknown, unknown>();
  const contexts = new Map<object, Context>();
  return settled(() => converter.convert(resource));

  function settled(convertIt: () => object): Awaitable<object> {
    const met: LongList[] = [];
    const found = converter.withAhead({ made, contexts, met }, convertIt);
    return met.length === 0 ? found : afterLists(met, convertIt);
  }

  async function afterLists(met: readonly LongList[], convertIt: () => object): Promise<object> {
    for (const long of met) made.set(long.list, await convertList(long));
    return converter.withAhead({ made, contexts }, convertIt);
  }

  async function convertList({ list, step, context, depth, carrier }: LongList): Promise<readonly unknown[]> {
    const converted: unknown[] = [];
    let differs = carrier !== undefined;
    for (const item of list) {
      const found = isObject(item) ? settled(() => converter.convertOne(item, step, context, depth)) : item;
      const one: unknown = found instanceof Promise ? await found : found;
      differs ||= one !== item;
      converted.push(carrier ? encode(carrier, [one], undefined)[0] : one);
      if (turns.isOver) await turns.giveWay();
    }
    return differs ? converted : list;
  }
}
