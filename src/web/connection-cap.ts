/** A bound on open connections: when it is reached, those that wait longest without an answer under way make room. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Who comes new is always let in: a crowd of clients that send nothing, or a byte at a time, is thinned out from its
 * oldest member on. Connections whose request is being answered stay, up to twice the bound.
 */
export function capConnections(server: Server, most: number): void {
  const waiting = new Set<Socket>();
  const all = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    all.add(socket);
    waiting.add(socket);
    socket.once('close', () => {
      all.delete(socket);
      waiting.delete(socket);
    });
    if (all.size > most) longestOf(waiting, socket)?.destroy();
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    // While its body is still to come, a client is one that waits.
    const settle = () => waiting.delete(socket);
    if (request.complete || request.headers['content-length'] === undefined) settle();
    else request.once('end', settle);
    response.once('close', () => {
      // Last in the row again: it has just been served.
      waiting.delete(socket);
      if (!socket.destroyed) waiting.add(socket);
    });
  });
  server.maxConnections = most * 2;
}

function longestOf(waiting: ReadonlySet<Socket>, newest: Socket): Socket | null {
  for (const socket of waiting) if (socket !== newest) return socket;
  return null;
}
