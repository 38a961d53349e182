/** A real HTTP server on a free port that answers as each path says, for as long as one test file runs. */
import { createServer, type RequestListener, type Server } from 'node:http';

export interface TestServer {
  /** `http://127.0.0.1:PORT`. */
  readonly base: string;
  close(): Promise<void>;
}

export async function startTestServer(
  paths: Readonly<Record<string, RequestListener>>,
): Promise<TestServer> {
  const server: Server = createServer((request, response) => {
    const answer = paths[(request.url ?? '').split('?')[0] ?? ''];
    if (answer !== undefined) answer(request, response);
    else response.writeHead(404).end('nothing here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    base: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port on which nobody listens: one that was just given back. */
export async function findClosedPort(): Promise<string> {
  const server = await startTestServer({});
  await server.close();
  return server.base;
}
