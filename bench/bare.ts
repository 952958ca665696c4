/** The yardstick: `node:http` with a constant body. `node bench/bare.ts BYTES` prints its port. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const body = JSON.stringify({ x: "y".repeat(Math.max(0, Number(process.argv[2] ?? 1_000) - 8)) });
const server = createServer((req, res) => {
  // A POST's body is read, as any server must.
  req.resume();
  res.setHeader("Content-Type", "application/fhir+json; charset=utf-8");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
});
server.listen(0, "127.0.0.1", () =>
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })),
);
