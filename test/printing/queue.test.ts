// The queues of a unit's printers: what is printed again and how it is marked, what asks first, the drawer, the alarms.
import { describe, expect, test } from "vitest";
import { isFault } from "../../agent/core/errors.ts";
import { STALE_MS } from "../../agent/core/printing/job.ts";
import { MOST_WAITING } from "../../agent/work/print-requests.ts";
import { openDesk } from "./support/desk.ts";

const CASH = { payments: [{ means: "cash", amount: "1.15" }], cashier: "Mohammed" } as const;
const BROKEN = { started: true, condition: "paper-out" } as const;
const ORDER = { kind: "kitchen-order", lines: [{ name: "كبسة" }], printer: "kitchen" };

describe("a paper", () => {
  test("is durably begun before its first byte leaves", async () => {
    using desk = openDesk();
    const document = desk.sell();
    await desk.printers.once();
    expect(desk.state.flushes).toBe(1);
    expect(desk.journal.asking(document)).toBeUndefined();
    expect(desk.papers).toEqual([[]]);
  });

  test("that broke off comes out once more by itself, as a copy, and then is the operator's", async () => {
    using desk = openDesk();
    desk.sell();
    desk.acts.push(BROKEN, BROKEN);
    await desk.printers.once();
    await desk.printers.once();
    await desk.printers.once();
    expect(desk.papers).toEqual([[], ["copy"]]);
    expect(desk.printers.status()).toMatchObject({ unconfirmed: 1, pending: 0 });
  });

  test("that had not begun stays the original", async () => {
    using desk = openDesk();
    desk.sell();
    desk.acts.push({ started: false, condition: "away" });
    await desk.printers.once();
    await desk.printers.once();
    expect(desk.papers).toEqual([[]]);
  });

  test("without an answer is sent, where the printer never answers, and doubted where it does", async () => {
    using desk = openDesk();
    desk.sell();
    desk.acts.push("unconfirmed");
    await desk.printers.once();
    expect(desk.logged.at(-1)?.facts).toMatchObject({ state: "sent" });
    desk.sell();
    await desk.printers.once();
    desk.sell();
    desk.acts.push("unconfirmed");
    await desk.printers.once();
    expect(desk.papers).toEqual([[], [], [], ["copy"]]);
  });

  test("under way at a power cut comes out as a copy, once", async () => {
    using desk = openDesk();
    desk.sell();
    const begun = desk.journal.next("main");
    if (begun === undefined) throw new Error("no paper waits");
    desk.journal.mark(begun.job, { state: "sending", starts: 1, asks: false });
    await desk.restart().once();
    expect(desk.papers).toEqual([["copy"]]);
  });

  test("that cannot be drawn fails with an alarm, and the next comes out", async () => {
    using desk = openDesk();
    desk.sell();
    desk.sell();
    desk.acts.push(new Error("no glyphs"));
    await desk.printers.once();
    expect(desk.papers).toHaveLength(1);
    expect(desk.logged.filter(({ facts }) => facts["alarm"] === "paper-failed")).toHaveLength(1);
  });
});

describe("a paper that waited for more than ten minutes", () => {
  const stale = async () => {
    const desk = openDesk();
    const document = desk.sell();
    desk.state.now += STALE_MS;
    await desk.printers.once();
    return { desk, document };
  };

  test("asks, and lets younger ones pass", async () => {
    const { desk } = await stale();
    using _ = desk;
    expect((await desk.printers.print(ORDER, "till")).ok).toBe(true);
    await desk.printers.once();
    expect(desk.papers).toEqual([["test"]]);
    expect(desk.printers.status()).toMatchObject({ asking: 1, alarms: [{ alarm: "papers-ask" }] });
  });

  test("comes out as the original when the operator says so", async () => {
    const { desk } = await stale();
    using _ = desk;
    expect(desk.printers.settleWaiting("main", "print", "Mohammed")).toBe(1);
    await desk.printers.once();
    expect(desk.papers).toEqual([[]]);
    expect(desk.activity()).toContain("Mohammed print-waiting 1 papers");
  });

  test("never comes out when the operator drops it", async () => {
    const { desk } = await stale();
    using _ = desk;
    expect(desk.printers.settleWaiting("main", "drop", "Mohammed")).toBe(1);
    await desk.printers.once();
    expect(desk.papers).toEqual([]);
    expect(desk.printers.status().pending).toBe(0);
  });
});

describe("requests", () => {
  test("are refused once two hundred papers wait, and sales are not", async () => {
    using desk = openDesk();
    desk.state.condition = "away";
    for (let i = 0; i < MOST_WAITING; i++) await desk.printers.print(ORDER, "till");
    const refused = await desk.printers.print(ORDER, "till").catch((thrown: unknown) => thrown);
    expect(isFault(refused, "printer-busy")).toBe(true);
    desk.sell();
    expect(desk.printers.status().pending).toBe(1);
  });

  test("for a printer nobody has are refused with the names there are", async () => {
    using desk = openDesk();
    const refused = desk.printers.print({ ...ORDER, printer: "bar" }, "till");
    await expect(refused).rejects.toThrow('there is no printer "bar"; there are: main, kitchen');
  });

  test("that are no paper are refused with their mistakes", async () => {
    using desk = openDesk();
    expect(await desk.printers.print({ kind: "invoice", lines: [] }, "till")).toMatchObject({ ok: false });
  });
});

describe("the drawer", () => {
  test("opens behind the original of a cash sale, once, in the cashier's name", async () => {
    using desk = openDesk();
    desk.sell(CASH);
    desk.acts.push(BROKEN);
    await desk.printers.once();
    expect(desk.state.pulses).toBe(0);
    await desk.printers.once();
    await desk.printers.once();
    expect(desk.state.pulses).toBe(1);
    expect(desk.activity()).toContain("Mohammed drawer opened");
  });

  test("stays shut for a card, and for a copy", async () => {
    using desk = openDesk();
    const document = desk.sell(CASH);
    await desk.printers.once();
    desk.sell({ payments: [{ means: "card", amount: "1.15" }] });
    desk.journal.addCopy(document, desk.state.now);
    await desk.printers.once();
    expect(desk.state.pulses).toBe(1);
  });

  test("that fails is not tried again, and the log says so", async () => {
    using desk = openDesk();
    desk.state.drawer = "fails";
    const refused = await desk.printers.openDrawer("main", "Mohammed").catch((thrown: unknown) => thrown);
    expect(isFault(refused, "printer-failed")).toBe(true);
    desk.state.drawer = "opens";
    await desk.printers.once();
    expect(desk.state.pulses).toBe(0);
    expect(desk.activity()).toContain("Mohammed drawer away");
  });
});

describe("alarms", () => {
  test("are told once when they begin and once when they end, with what to do", async () => {
    using desk = openDesk();
    desk.sell();
    desk.state.condition = "paper-out";
    for (let i = 0; i < 3; i++) await desk.printers.once();
    desk.state.condition = "ready";
    await desk.printers.once();
    const told = desk.logged.filter(({ event }) => event === "printer-alarm").map(({ facts }) => facts);
    expect(told).toMatchObject([
      { alarm: "paper-out", printer: "main", remedy: { en: expect.stringContaining("roll") } },
      { alarm: "ready", printer: "main" },
    ]);
    expect(desk.papers).toEqual([[]]);
  });
});
