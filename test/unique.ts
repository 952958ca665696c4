let count = 0;

/** A name that nothing has yet: a test that is tried once more would meet what it left under another. */
export const unique = (name: string): string => `${name}-${++count}`;
