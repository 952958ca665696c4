/** A way to a server that can be cut, made silent, and mended. */
import { createConnection, createServer, type AddressInfo, type Socket } from "node:net";

export interface TcpProxy {
  port: number;
  /** `open` passes everything; `cut` drops connections and refuses new ones; `silent` takes them and says nothing. */
  set(state: "open" | "cut" | "silent"): void;
  close(): Promise<void>;
}

export async function tcpProxy(host: string, port: number): Promise<TcpProxy> {
  let state: "open" | "cut" | "silent" = "open";
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (state === "cut") return void client.destroy();
    const upstream = keep(createConnection(port, host));
    const pass = (from: Socket, to: Socket): void => {
      from.on("data", (data) => {
        if (state !== "silent") to.write(data);
      });
      from.on("close", () => to.destroy());
    };
    pass(client, upstream);
    pass(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      state = next;
      if (next === "cut") for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
