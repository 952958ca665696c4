/**
 * The list of interactions. As operations are, each is loaded when it is first asked for, so that the server starts
 * without what nobody asks for.
 */
export const interactions = {
  read: async () => (await import("./read.ts")).read,
  vread: async () => (await import("./history.ts")).vread,
  history: async () => (await import("./history.ts")).history,
  search: async () => (await import("./search.ts")).search,
  validate: async () => (await import("./validate.ts")).validate,
  metadata: async () => (await import("./metadata.ts")).metadata,
  bundle: async () => (await import("./bundle.ts")).bundle,
  transaction: async () => (await import("./transaction.ts")).transaction,
  Writer: async () => (await import("./write.ts")).Writer,
} as const;
