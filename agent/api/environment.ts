// What a call brings with it: the door it came in by, and who is calling.
import type { Context, MiddlewareHandler } from "hono";
import type { Person } from "../core/people/person.ts";
import type { CallerRole } from "../core/people/roles.ts";

/** The door a call came in by: over the socket its caller is the local operator. */
export interface Door {
  readonly local: boolean;
  /** The TLS door to the shop's network. */
  readonly lan?: boolean;
  /** Where it comes from. */
  readonly address?: string;
}

export interface ApiEnvironment {
  readonly Bindings: Door;
  readonly Variables: { caller: Caller | undefined };
}

export type Guard = MiddlewareHandler<ApiEnvironment>;

interface Known {
  /** As the activity log names them. */
  readonly actor: string;
  readonly name: string;
  readonly role: CallerRole;
}

export type Caller =
  | (Known & { readonly kind: "operator" | "token" })
  | (Known & { readonly kind: "person"; readonly person: Person; readonly token: string; readonly endsAt: number });

export type Call = Context<ApiEnvironment>;
