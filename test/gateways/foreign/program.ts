// `khatm simulate` as an integrator runs it: a process of its own, told what to do over its admin endpoint.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const KHATM = join(import.meta.dirname, "../../../khatm");

export interface SimulatorProgram extends AsyncDisposable {
  /** The gateway's address in the environment `simulation`. */
  readonly url: string;
  /** Asks the admin endpoint: `POST`s with a body, else `GET`s. */
  admin<T>(path: string, body?: object, method?: "POST" | "PATCH"): Promise<T>;
  otp(vat: string): Promise<string>;
}

/** Starts the command on a free port and waits for its greeting. */
export async function startProgram(): Promise<SimulatorProgram> {
  const child = spawn(KHATM, ["simulate", "--port", "0", "--json"], { stdio: ["ignore", "pipe", "ignore"] });
  const { url, admin: base } = await greetingOf(child);
  const admin = async <T>(path: string, body?: object, method = body === undefined ? "GET" : "POST"): Promise<T> => {
    const response = await fetch(`${base}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    url,
    admin,
    otp: async (vat) => (await admin<{ readonly otp: string }>("/otp", { vat })).otp,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

async function greetingOf(child: ChildProcess): Promise<{ readonly url: string; readonly admin: string }> {
  const line = await new Promise<Buffer>((resolve, reject) => {
    child.stdout?.once("data", resolve);
    child.once("exit", (code) => reject(new Error(`khatm simulate ended with ${code}`)));
    child.once("error", reject);
  });
  return JSON.parse(line.toString("utf8"));
}
