// A gateway that takes every report and answers after 50 ms, as one across the country does. It looks at nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const LATENCY_MS = 50;
const ANSWER = JSON.stringify({
  validationResults: { infoMessages: [], warningMessages: [], errorMessages: [], status: "PASS" },
  reportingStatus: "REPORTED",
});

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(ANSWER), LATENCY_MS);
  });
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.once("SIGTERM", () => process.exit());
