// npm run test:package: the package on a fresh Debian with its own systemd. Installs it, follows docs/install.md word for
// word, then lets the service hang, be killed and run out of memory, looks what its sandbox denies, and updates it.
// With --arch arm64 the same walk on an emulated machine, which is too slow for the rest.
// Needs root, debootstrap and systemd-container; says so in one line and succeeds where they are not.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { boot, type Machine, makeRoot } from "./machine.ts";
import { medium } from "./medium.ts";
import { namedFiles } from "./named-files.ts";
import { sandbox } from "./sandbox.ts";
import { survival } from "./survival.ts";
import { type Shelf, updates } from "./update.ts";

const ROOT = join(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    deaths: { type: "string", default: "6" },
    suite: { type: "string", default: "bookworm" },
    arch: { type: "string", default: "amd64" },
    /** Folder of a root made before, to be copied. */
    base: { type: "string" },
  },
});

/** Whether this machine runs the package itself, or must emulate its processor. */
const isOwn = values.arch === (process.arch === "arm64" ? "arm64" : "amd64");
const EMULATOR = "/proc/sys/fs/binfmt_misc/qemu-aarch64";

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/** A block of docs/install.md by the word behind its language. */
function block(name: string): string {
  const page = readFileSync(join(ROOT, "docs/install.md"), "utf8");
  const [, text] = new RegExp(`\`\`\`sh ${name}\\n([^]*?)\`\`\``).exec(page) ?? [];
  if (text === undefined) throw new Error(`docs/install.md has no block ${name}`);
  return text;
}

function missing(): string | undefined {
  if (process.getuid?.() !== 0) return "root";
  const tools = ["debootstrap", "systemd-nspawn", "nsenter", "dpkg-deb"];
  const tool = tools.find((name) => spawnSync(name, ["--version"]).error !== undefined);
  return tool ?? (isOwn || existsSync(EMULATOR) ? undefined : `way to run ${values.arch} programs (binfmt_misc)`);
}

function prepare(work: string): { readonly root: string; readonly shelf: Shelf } {
  execFileSync(process.execPath, [join(ROOT, "systemd/package.mjs"), values.arch], { stdio: "inherit" });
  const root = join(work, "root");
  if (values.base === undefined) makeRoot(root, values.suite, values.arch);
  else execFileSync("cp", ["-a", values.base, root]);
  const packages = join(ROOT, "packages");
  const file = readdirSync(packages).find((name) => name.endsWith(`_${values.arch}.deb`)) ?? "";
  cpSync(join(packages, file), join(root, "root", file));
  return { root, shelf: { here: join(root, "root"), there: "/root", file } };
}

/** What a person would look for after the last block. */
function assertSold(machine: Machine): void {
  const want = (what: string, pattern: RegExp, text: string): void => {
    if (!pattern.test(text)) throw new Error(`${what} is not there:\n${text}`);
  };
  // The printer draws its picture after it has said that the paper is out.
  let seen = machine.sh(block("seen"));
  for (let tries = 0; tries < 60 && !/reported .*confirmed[\s\S]*receipt-0001\.png/.test(seen); tries++) {
    machine.sh("sleep 1");
    seen = machine.sh(block("seen"));
  }
  want("a reported sale", /INV-000001 .* reported .*confirmed/, seen);
  want("a receipt", /receipt-0001\.png/, seen);
  want("the status for systemd", /ready: http/, machine.sh("systemctl show khatm -p StatusText"));
}

/** An emulator has threads of its own, so that the kernel gives it no user namespace; and it is slow. */
const EMULATED = `mkdir -p /run/systemd/system/khatm.service.d
  printf '[Service]\\nPrivateUsers=no\\nWatchdogSec=0\\nTimeoutStartSec=300\\n' > /run/systemd/system/khatm.service.d/emulated.conf
  systemctl daemon-reload`;

async function onMachine(machine: Machine, shelf: Shelf): Promise<void> {
  machine.sh("echo 127.0.1.1 $(hostname) >> /etc/hosts");
  machine.sh(
    `cd /root && ${block("install").replace("sudo apt install", "DEBIAN_FRONTEND=noninteractive apt-get install -y -qq")}`,
  );
  machine.sh(
    block("simulators").replaceAll(
      /^(khatm .*) >(\S+) 2>&1 &$/gm,
      "systemd-run --quiet --uid=nobody -p WorkingDirectory=/tmp $1",
    ),
  );
  if (!isOwn) machine.sh(EMULATED);
  machine.sh(block("shop"));
  machine.sh("for i in $(seq 240); do systemctl is-active --quiet khatm && exit 0; sleep 0.5; done; exit 1");
  machine.sh(block("sale"));
  assertSold(machine);
  tell("installed, onboarded, sold, printed and reported, by the words of docs/install.md");
  if (!isOwn) return;
  tell(namedFiles(machine));
  tell(sandbox(machine));
  tell(medium(machine));
  tell(await survival(machine, Number(values.deaths)));
  tell(updates(machine, shelf));
  machine.sh("apt-get remove -y -qq khatm && test -s /var/lib/khatm/ledger.db && test -s /etc/khatm/khatm.toml");
  machine.sh("DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq khatm && test -s /var/lib/khatm/ledger.db");
  tell("removed and purged: the ledger stays");
}

const lack = missing();
if (lack !== undefined) tell(`skipped: this machine has no ${lack}`);
else {
  const work = mkdtempSync(join(tmpdir(), "khatm-machine-"));
  try {
    const { root, shelf } = prepare(work);
    const machine = await boot(root);
    try {
      await onMachine(machine, shelf);
    } finally {
      await machine.stop();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
