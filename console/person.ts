// Who is logged in, and what they may do.
import { get } from "./api.ts";

export interface Me {
  readonly kind: string;
  readonly name: string;
  readonly displayName?: string;
  readonly role: string;
  readonly rights: readonly string[];
  readonly mustChangePassword: boolean;
}

let person: Me | undefined;

export const me = (): Me | undefined => person;

/** Whether the person may do an operation (docs/api.md, Rights). */
export const may = (right: string): boolean => person?.rights.includes(right) ?? false;

/** Asks who is logged in. */
export async function recognise(): Promise<Me | undefined> {
  const answer = await get<Me>("/v1/me");
  person = answer.ok ? answer.body : undefined;
  return person;
}

export const forget = (): void => {
  person = undefined;
};
