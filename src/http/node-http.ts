/**
 * Node's HTTP server without a detour: an `import` of node:http reads every one of its exports, and so loads what
 * `fetch` needs, at each start of a server that never calls it.
 */
export const { createServer, IncomingMessage, ServerResponse, STATUS_CODES } =
  process.getBuiltinModule("node:http");
