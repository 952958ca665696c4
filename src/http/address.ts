/** An address as it is written: a path, and after its first question mark a query. */

interface Address {
  path: string;
  /** "": there is none. */
  query: string;
}

/** Nothing of it is decoded. */
export function splitAddress(address: string): Address {
  const mark = address.indexOf("?");
  return mark < 0
    ? { path: address, query: "" }
    : { path: address.slice(0, mark), query: address.slice(mark + 1) };
}

/** The address with more after what its query has. */
export const withQuery = (address: string, query: string): string =>
  query === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${query}`;
