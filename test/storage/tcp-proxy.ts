/** A way to a server that can be cut, made silent, and mended. */
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";

type ProxyState = "open" | "cut" | "silent" | "held";

export interface TcpProxy {
  port: number;
  /**
   * `open` passes everything; `cut` drops connections and refuses new ones; `silent` takes them and says nothing; `held`
   * keeps what is said, as a server that is stopped does, until it is open again.
   */
  set(state: ProxyState): void;
  /** Passes on the next message to the server that has this text, and holds its answer. */
  holdAfter(text: string): void;
  close(): Promise<void>;
}

export async function tcpProxy(host: string, port: number): Promise<TcpProxy> {
  let state: ProxyState = "open";
  let last: string | undefined;
  let held: (() => void)[] = [];
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
        if (state === "held") return void held.push(() => to.write(data));
        if (state !== "silent") to.write(data);
        if (last === undefined || !data.includes(last)) return;
        last = undefined;
        state = "held";
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
      if (next === "open") for (const say of held) say();
      held = [];
      if (next === "cut") for (const socket of sockets) socket.destroy();
    },
    holdAfter: (text) => (last = text),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
