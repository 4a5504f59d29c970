// A sales counter without a disk: real key, certificate and rules; the ledger is empty and keeps nothing.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseUuid } from "../../agent/core/ids.ts";
import { riyadhTime } from "../../agent/core/riyadh-time.ts";
import { certificateFacts } from "../../agent/core/stamp/certificate.ts";
import { openSignatureChecks } from "../../agent/keys/signature-checks.ts";
import { signingKeyOf } from "../../agent/keys/signing-key.ts";
import type { Ledger, StoredDocument } from "../../agent/ports/ledger.ts";
import { openDatabase } from "../../agent/store/database.ts";
import { createLedger } from "../../agent/store/ledger.ts";
import type { ActiveSigner, IssuePorts, IssueSettings } from "../../agent/work/issue-invoice.ts";
import { parseConfig } from "../../config/load.ts";
import { writeConfig } from "../../config/write.ts";
import { makeStampKey, readStampKey } from "../../test/faults/foreign-unit.ts";
import { must } from "../../test/support/ledger.ts";
import { testAnswers } from "../../test/support/unit.ts";

export interface Counter {
  readonly ports: IssuePorts;
  readonly settings: IssueSettings;
  readonly signer: ActiveSigner;
}

/** Opens a counter that signs with a key of the simulator's authority. */
export async function openCounter(): Promise<Counter> {
  const signer = await newSigner();
  const clock = {
    now: () => riyadhTime(Date.now()),
    wallMs: Date.now,
    monotonicMs: () => performance.now(),
    verdict: () => ({ trusted: true }) as never,
  };
  const ledger = forgetful(createLedger(openDatabase(":memory:")));
  const ports = {
    clock: clock as never,
    ledger,
    uuid: () => must(parseUuid(randomUUID())),
    signer: () => signer,
    checks: openSignatureChecks(),
  };
  return { ports, settings: settings(), signer };
}

async function newSigner(): Promise<ActiveSigner> {
  const folder = mkdtempSync(join(tmpdir(), "khatm-bench-"));
  try {
    const file = join(folder, "key.json");
    await makeStampKey(file);
    const { privateKey: key, certificate } = readStampKey(file);
    const facts = certificateFacts(certificate);
    if (!facts.ok) throw new Error(facts.error);
    return {
      csid: "bench",
      certificate: facts.value,
      sign: signingKeyOf(key.export({ type: "pkcs8", format: "der" })).sign,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NEW = { id: 1, state: "queued", attempts: 0, printed: "queued" } as const;

/** Makes every document at the first place and forgets it. */
const forgetful = (ledger: Ledger): Ledger => ({
  ...ledger,
  append: (csid, make) => ({ ...NEW, csid, ...make(ledger.nextPlace(csid)) }) satisfies StoredDocument,
});

function settings(): IssueSettings {
  const config = parseConfig(writeConfig(testAnswers("http://127.0.0.1:1/")), { file: "/bench/khatm.toml" });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const { seller, receipt, sales, numbering, unit } = config.value;
  return {
    terms: { seller, arabicNames: receipt.arabicNames, strictVat: sales.strictVat, findAdvance: () => undefined },
    functionalityMap: unit.request.functionalityMap,
    irnPattern: numbering.irn,
    receipt: { marks: ["test"], header: [], footer: [] },
  };
}
