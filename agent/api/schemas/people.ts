// People, sessions, tokens and the activity log as the API shows them.
import type { JsonSchema } from "../../core/invoice/reading/reader.ts";
import { OPERATIONS, ROLES, TOKEN_ROLES } from "../../core/people/roles.ts";
import { about, COUNT, FLAG, listOf, MILLISECONDS, ref, shape, TEXT, words } from "./schema.ts";

export const PEOPLE_SCHEMAS = {
  SetupState: shape({ needed: about(FLAG, "true until there is a first owner") }),
  Person: shape(
    {
      name: TEXT,
      role: words(...ROLES),
      disabled: FLAG,
      mustChangePassword: FLAG,
      createdAt: MILLISECONDS,
      createdBy: TEXT,
    },
    { displayName: TEXT, lastLoginAt: MILLISECONDS, lockedUntil: MILLISECONDS },
  ),
  People: shape({ users: listOf(ref("Person")) }),
  Session: shape({ person: ref("Person"), endsAt: about(MILLISECONDS, "unless it is used before") }),
  Me: shape(
    {
      kind: words("operator", "person", "token"),
      name: TEXT,
      role: words("operator", ...ROLES),
      rights: listOf(words(...OPERATIONS)),
      mustChangePassword: FLAG,
    },
    { displayName: TEXT, endsAt: MILLISECONDS },
  ),
  Token: shape({ name: TEXT, role: words(...TOKEN_ROLES), pairedAt: MILLISECONDS }),
  Tokens: shape({ tokens: listOf(ref("Token")) }),
  NewToken: shape({ name: TEXT, role: words(...TOKEN_ROLES), token: about(TEXT, "shown once, never stored") }),
  ActivityWords: shape({
    actor: ref("Bilingual"),
    action: ref("Bilingual"),
    subject: ref("Bilingual"),
    result: ref("Bilingual"),
  }),
  ActivityList: shape(
    {
      activity: listOf(
        shape({
          ...{ id: COUNT, at: MILLISECONDS, actor: TEXT, action: TEXT, subject: TEXT, result: TEXT },
          words: about(ref("ActivityWords"), "the same for a person"),
        }),
      ),
    },
    { next: about(COUNT, "send it as before for the next page") },
  ),
} as const satisfies Readonly<Record<string, JsonSchema>>;
