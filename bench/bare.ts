/** The yardstick: `node:http` with a constant body. Prints its port; each number that it is sent is the body's new size. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const bodyOf = (bytes: number): string => JSON.stringify({ x: "y".repeat(Math.max(0, bytes - 8)) });

let body = bodyOf(1_000);
const server = createServer((req, res) => {
  // A POST's body is read, as any server must.
  req.resume();
  res.setHeader("Content-Type", "application/fhir+json; charset=utf-8");
  res.setHeader("Content-Length", body.length);
  res.end(body);
});
process.on("message", (bytes) => (body = bodyOf(bytes as number)));
process.once("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () =>
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })),
);
