/** The same members without those that are undefined: an element that has no value is left out. */
export const withoutUndefined = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
