// A till in Node 22 or newer, without packages: node till.mjs http://127.0.0.1:7391 till.token
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const [url = "http://127.0.0.1:7391", tokenFile = "till.token"] = process.argv.slice(2);
const token = readFileSync(tokenFile, "utf8").trim();

async function call(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, json: await answer.json() };
}

/** The same reference again never makes a second document. */
async function sell(sale, attempts = 5) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await call("POST", "/v1/invoices", sale).catch((lost) => ({ status: 0, json: { code: `${lost}` } }));
    const isUnknown = answer.status === 0 || ["outcome-unknown", "storage-failed"].includes(answer.json.code);
    if (!isUnknown || attempt === attempts) return answer;
    await sleep(1000);
  }
}

const sale = {
  reference: `node/${randomUUID()}`,
  lines: [{ name: { ar: "شاي كرك", en: "Karak tea" }, quantity: "3", price: "3.00", vat: "S" }],
  payments: [{ means: "card", amount: "9.00" }],
};
const { status, json } = await sell(sale);
if (status === 201 || status === 200) {
  console.log(`issued ${json.irn}: ${json.totals.payable} ${json.totals.currency}, VAT ${json.totals.vat}`);
} else {
  console.error(`not issued: ${json.code}`);
  for (const { path, message, fix } of json.violations ?? []) console.error(`  ${path}: ${message.en} -> ${fix.en}`);
  process.exitCode = 1;
}
