// The agent's Unix socket as a name in a folder: who has it, and whether it may be taken.
import { lstatSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { Fault } from "../core/errors.ts";

/** Whether somebody takes calls there: a process that ended leaves its socket's name behind. */
export const isAnswering = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const line = connect({ path: socket });
    line.on("connect", () => resolve(true)).on("error", () => resolve(false));
    line.on("connect", () => line.destroy());
  });

/**
 * Takes away the name that an ended process left. @throws Fault `address-unavailable` while somebody answers there,
 * `configuration` where something else than a socket has that name: it is left alone.
 */
export async function freeSocket(socket: string): Promise<void> {
  const there = lstatSync(socket, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSocket())
    throw new Fault(
      "configuration",
      `api.socket: ${socket} is no socket and is left alone: name a file that is not there\nليس مقبسًا فلم يُمسّ: اذكر اسم ملف غير موجود`,
    );
  if (await isAnswering(socket))
    throw new Fault(
      "address-unavailable",
      `${socket}: another agent or program has it: give each unit a socket of its own in [api]\nيستعمله جهاز أو برنامج آخر: اجعل لكل وحدة مقبسًا خاصًا بها في [api]`,
    );
  rmSync(socket, { force: true });
}
