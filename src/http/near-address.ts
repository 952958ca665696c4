/** What was meant by an address that nothing is served at. */
import { closest } from "../terminology/util/closest.ts";
import { decodePercent } from "./query.ts";

/**
 * The operation that is nearly called so at this place; else the places where one is that is called so.
 * @param path below the base
 * @param known what is there: `CodeSystem/$lookup`, `CodeSystem/:id/$lookup`
 */
export function operationsNear(path: string, known: readonly string[]): string[] {
  const segments = path.split("/").map(decodePercent);
  const name = segments.pop()!;
  const before = segments.length < 2 ? segments : [segments[0]!, ":id"];
  const prefix = before.map((part) => `${part}/`).join("");
  const here = known.filter((key) => key.startsWith(`${prefix}$`)).map((key) => key.slice(prefix.length));
  const nearHere = closest(name, here);
  if (nearHere !== undefined) return [nearHere];
  const near = closest(name, known.map(operationOf).filter(Boolean));
  const places = known.filter((key) => near !== undefined && operationOf(key) === near);
  const alike = places.filter((key) => key.split("/").length === before.length + 1);
  const type = closest(before[0] ?? "", alike.map(typeOf));
  const best = type === undefined ? alike : alike.filter((key) => typeOf(key) === type);
  return (best.length > 0 ? best : places).map((key) => key.replace(":id", "[id]"));
}

/** The end of the path that is there, with its type written right. */
export function routeNear(
  path: string,
  types: readonly string[],
  isThere: (path: string) => boolean,
): string | undefined {
  const segments = path.split("/").filter(Boolean);
  for (const [i, first] of segments.slice(0, 4).entries()) {
    const end = [closest(first, types) ?? first, ...segments.slice(i + 1)].join("/");
    if (isThere(end)) return end;
  }
  return undefined;
}

const operationOf = (key: string): string => /\$[^/]+$/.exec(key)?.[0] ?? "";

const typeOf = (key: string): string => key.split("/", 1)[0]!;
