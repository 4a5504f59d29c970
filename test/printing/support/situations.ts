// What else befalls a shop: the agent ends in the middle of a paper, the kitchen's printer is away, somebody wants copies.
import { expect } from "vitest";
import type { Scene } from "./fault-cases.ts";
import { tapeOf } from "./rig.ts";

export interface Situation {
  readonly name: string;
  readonly play: (scene: Scene, sell: (means?: "card" | "cash") => Promise<string>) => Promise<void>;
}

const ORDER = { kind: "kitchen-order", order: "T12", lines: [{ name: "كبسة", quantity: "2" }], printer: "kitchen" };

export const SITUATIONS: readonly Situation[] = [
  {
    name: "the agent is stopped in the middle of a paper",
    play: async ({ rig, chance, bands }, sell) => {
      let reopened: Promise<void> | undefined;
      rig.main.line.atBand(chance.between(2, bands - 1), () => {
        reopened = rig.reopen();
      });
      await sell();
      await rig.turn();
      await reopened;
    },
  },
  {
    name: "the agent is stopped while the printer is wedged",
    play: async ({ rig, chance, bands }, sell) => {
      let reopened: Promise<void> | undefined;
      rig.main.line.atBand(chance.between(2, bands - 1), () => {
        rig.main.line.behave({ out: "jams" });
        reopened = rig.reopen();
      });
      await sell();
      await rig.turn().catch(() => undefined);
      await reopened;
      await rig.main.line.heal();
    },
  },
  {
    name: "the kitchen's printer is away: receipts go on, its order comes later",
    play: async ({ rig }, sell) => {
      await rig.kitchen.line.refuse();
      const rows = tapeOf(rig.kitchen.printer).length;
      const { status, body } = await rig.call("POST", "/v1/prints", ORDER);
      expect(status).toBe(202);
      const irn = await sell();
      await rig.turn();
      expect((await rig.call("GET", `/v1/invoices/${irn}`)).body).toMatchObject({ printed: "confirmed" });
      const job = `/v1/prints/${(body as { id: number }).id}`;
      expect((await rig.call("GET", job)).body).toMatchObject({ state: "queued", printer: "kitchen" });
      await rig.kitchen.line.heal();
      await rig.settle();
      expect((await rig.call("GET", job)).body).toMatchObject({ state: "confirmed" });
      expect(tapeOf(rig.kitchen.printer).length).toBeGreaterThan(rows);
    },
  },
  {
    name: "the kitchen's head is slow: receipts do not wait for it",
    play: async ({ rig }, sell) => {
      expect((await rig.call("POST", "/v1/prints", ORDER)).status).toBe(202);
      let isFree = false;
      const turn = rig.turn().then(() => {
        isFree = true;
      });
      const irn = await sell();
      await expect
        .poll(async () => (await rig.call("GET", `/v1/invoices/${irn}`)).body)
        .toMatchObject({ printed: "queued" });
      expect(isFree).toBe(false);
      await turn;
    },
  },
  {
    name: "a copy is asked for while the original still waits",
    play: async ({ rig }, sell) => {
      await rig.main.line.refuse();
      const irn = await sell();
      expect((await rig.call("POST", `/v1/invoices/${irn}/print`)).body).toMatchObject({ copy: 1, state: "queued" });
      await rig.main.line.heal();
    },
  },
  {
    name: "the drawer is opened by hand while the printer is away: not at all, and not later",
    play: async ({ rig }, sell) => {
      await sell();
      await rig.settle();
      const pulses = rig.main.printer.counters().drawerPulses;
      await rig.main.line.refuse();
      expect((await rig.call("POST", "/v1/drawer", {})).status).toBe(503);
      await rig.main.line.heal();
      await rig.turn();
      expect(rig.main.printer.counters().drawerPulses).toBe(pulses);
      expect((await rig.call("POST", "/v1/drawer", {})).status).toBe(200);
      expect(rig.main.printer.counters().drawerPulses).toBe(pulses + 1);
    },
  },
  {
    name: "a serial line is torn out in the middle of a copy",
    play: async ({ rig }, sell) => {
      const irn = await sell();
      await rig.settle();
      if (rig.bar === undefined) {
        process.stdout.write("  no pseudo-terminals on this machine: the serial line is not tried\n");
        return;
      }
      const { bar } = rig;
      expect((await rig.call("POST", `/v1/invoices/${irn}/print?printer=bar`)).status).toBe(202);
      const turn = rig.turn();
      await expect.poll(() => bar.hanging(), { interval: 5 }).toBeGreaterThan(100);
      await bar.pull();
      await turn;
      expect(rig.barVerdict().lost).toContain(irn);
      await bar.plug();
      await rig.settle();
      const { lost, originals, begunOriginals } = rig.barVerdict();
      expect(lost).not.toContain(irn);
      expect({ originals, begunOriginals }).toEqual({ originals: 0, begunOriginals: 0 });
    },
  },
];
