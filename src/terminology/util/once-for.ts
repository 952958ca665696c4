/**
 * `make`, worked out once for each object and kept as long as the object is: for what follows from a thing that never
 * changes, and is asked for with every concept or request.
 */
export function onceFor<K extends object, V extends NonNullable<unknown>>(make: (of: K) => V): (of: K) => V {
  const kept = new WeakMap<K, V>();
  return (of) => {
    let value = kept.get(of);
    if (value === undefined) kept.set(of, (value = make(of)));
    return value;
  };
}
