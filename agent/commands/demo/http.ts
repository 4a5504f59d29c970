// The demonstration's till and its hand on the simulator: plain JSON over loopback HTTP, as any till would do it.

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

export type Call = <T>(method: "GET" | "POST" | "PATCH", path: string, body?: unknown) => Promise<Reply<T>>;

/** Calls of one server; a till's calls carry its token. */
export function callsOf(base: string, token?: string): Call {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
}

/** The bytes of one resource, as they are. */
export async function bytesOf(url: string, token: string): Promise<Buffer> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
