// An identity provider that others wrote, on a port of this machine: staff prove there who they
// are, and come back.

import type { Server } from "node:http";

import Provider from "oidc-provider";

export const CLIENT = "huiyin";
export const SECRET = "a-secret-between-the-two";

/** Serves until the answer is called. */
export async function provide(port: number, wayBack: string): Promise<() => Promise<void>> {
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [wayBack],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ["signs the cookies of one run"] },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = provider.listen(port, "localhost", () => resolve(listening));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
