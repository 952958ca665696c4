/** Starts and stops the HTTP server. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";

export interface RunningServer {
  /** `http://host:port`, without a slash at the end. */
  url: string;
  /** Stops taking requests, lets the running ones end, and closes. */
  stop(): Promise<void>;
}

/** `port` 0 takes a free one. */
export function listen(app: Express, host: string, port: number): Promise<RunningServer> {
  const server: Server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const { port: bound } = server.address() as AddressInfo;
      const name = host.includes(":") ? `[${host}]` : host;
      resolve({ url: `http://${name}:${bound}`, stop: () => stop(server) });
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
  });
}
