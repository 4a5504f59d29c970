// The least that answers HTTP: the limit of what the API can be.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const server = createServer((request, response) => request.resume().on("end", () => response.end("{}")));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.once("SIGTERM", () => process.exit());
