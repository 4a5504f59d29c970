// A sender that is not the agent: writes bytes to a port, ends, and gives back everything the printer said.
import { once } from "node:events";
import { connect } from "node:net";

/** Sends one job over TCP. */
export async function send(port: number, bytes: Uint8Array): Promise<readonly number[]> {
  const socket = connect({ port, host: "127.0.0.1" });
  const answers: number[] = [];
  socket.on("data", (data) => answers.push(...data));
  await once(socket, "connect");
  socket.end(bytes);
  await once(socket, "close");
  return answers;
}
