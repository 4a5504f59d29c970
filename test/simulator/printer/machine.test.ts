// The virtual printer by itself, fed with bytes written here by hand.
import { describe, expect, test } from "vitest";
import { Machine, type MachineOptions } from "../../../simulator/printer/machine.ts";
import type { PageDots } from "../../../simulator/printer/paper.ts";

function plugIn(options: Partial<MachineOptions> = {}) {
  const pages: PageDots[] = [];
  const answers: number[] = [];
  const machine = new Machine(
    { width: 16, ...options },
    {
      answer: (bytes) => answers.push(...bytes),
      page: (page) => pages.push(page),
    },
  );
  const receive = (...bytes: readonly number[]): void => machine.receive(Uint8Array.from(bytes));
  return { machine, pages, answers, receive };
}

const CUT = [0x1d, 0x56, 0x42, 0x00];
const band = (rows: number, ...data: readonly number[]): readonly number[] => [
  0x1d,
  0x76,
  0x30,
  0,
  data.length / rows,
  0,
  rows,
  0,
  ...data,
];

describe("paper", () => {
  test("receive() burns raster rows, feeds and cuts", () => {
    const { receive, pages } = plugIn();
    receive(0x1b, 0x40, ...band(2, 0xf0, 0x0f, 0xaa, 0x55), 0x1b, 0x4a, 1, ...CUT, ...band(1, 0x80), 0x0a, ...CUT);
    expect(pages.map(({ height }) => height)).toEqual([3, 31]);
    expect([...(pages[0]?.rows ?? [])]).toEqual([0xf0, 0x0f, 0xaa, 0x55, 0, 0]);
  });

  test("receive() loses what lies beyond the head, and understands a command however it is cut up", () => {
    const { receive, pages } = plugIn();
    for (const byte of [...band(1, 1, 2, 3), ...CUT]) receive(byte);
    expect([...(pages[0]?.rows ?? [])]).toEqual([1, 2]);
  });

  test("receive() takes feed units as the printer was told to count", () => {
    const { receive, pages } = plugIn({ unitsPerInch: 406 });
    receive(0x1b, 0x4a, 10, ...CUT, 0x1d, 0x50, 203, 203, 0x1b, 0x4a, 10, ...CUT, 0x1b, 0x40, 0x1b, 0x4a, 10, ...CUT);
    expect(pages.map(({ height }) => height)).toEqual([5, 10, 5]);
  });

  test("tearOff() makes a page where there is no knife, and none of empty paper", () => {
    const { receive, pages, machine } = plugIn({ hasKnife: false });
    receive(...band(1, 1, 2), ...CUT);
    expect(pages).toHaveLength(0);
    machine.tearOff();
    machine.tearOff();
    expect(pages.map(({ height }) => height)).toEqual([1]);
  });

  test("receive() counts letters of a text as junk, and nothing else", () => {
    const { receive, machine } = plugIn();
    receive(...Buffer.from("VAT"), 0x00, 0x1d, 0x00, 0x0a);
    expect(machine.counters().junk).toBe(3);
  });
});

describe("answers", () => {
  test("GS r 1 is answered in order, DLE EOT at once", () => {
    const { receive, answers, machine } = plugIn();
    machine.setCover(true);
    receive(...band(1, 1, 2), 0x1d, 0x72, 1, 0x10, 4, 1, 0x10, 4, 2);
    expect(answers).toEqual([0x1a, 0x16]);
    machine.setCover(false);
    expect(answers).toEqual([0x1a, 0x16, 0x00]);
  });

  test("a printer out of paper stops, says so, and goes on with a new roll", () => {
    const { receive, answers, machine, pages } = plugIn({ paperRows: 3 });
    receive(...band(5, 1, 2, 3, 4, 5), ...CUT, 0x1d, 0x72, 1, 0x10, 4, 4);
    expect(answers).toEqual([0x7e]);
    expect(pages).toHaveLength(0);
    // Two rows, the cut, the two questions; the last was answered all the same.
    expect(machine.counters().waiting).toBe(2 + 4 + 3 + 3);
    machine.setPaper(10_000);
    expect(pages[0]?.height).toBe(5);
    expect(answers).toEqual([0x7e, 0x00]);
  });

  test("automatic status tells every change", () => {
    const { receive, answers, machine } = plugIn();
    receive(0x1d, 0x61, 0xff);
    machine.setCover(true);
    expect(answers).toEqual([0x10, 0, 0, 0x0f, 0x38, 0, 0, 0x0f]);
  });

  test("a mute printer prints and says nothing", () => {
    const { receive, answers, pages } = plugIn({ voice: "mute" });
    receive(...band(1, 1, 2), ...CUT, 0x1d, 0x72, 1, 0x10, 4, 1);
    expect([answers.length, pages.length]).toEqual([0, 1]);
  });
});

describe("real-time commands", () => {
  test("they are obeyed even inside image data, until they are switched off", () => {
    const { receive, machine } = plugIn();
    receive(...band(1, 0x10, 0x14, 0x01, 0x00, 0x05), ...band(1, 0x10, 0x14, 0x02, 0x01, 0x08));
    expect(machine.counters()).toMatchObject({ drawerPulses: 1, powerOffs: 1 });
    receive(0x1d, 0x28, 0x44, 5, 0, 20, 1, 0, 2, 0);
    receive(...band(1, 0x10, 0x14, 0x01, 0x00, 0x05));
    expect(machine.counters()).toMatchObject({ drawerPulses: 1, realTime: 3 });
  });

  test("clearing throws away what waits and any half band", () => {
    const { receive, machine, pages } = plugIn();
    receive(...band(4, 1, 2, 3, 4).slice(0, -1), 0x10, 0x14, 8, 1, 3, 0x14, 1, 6, 2, 8);
    expect(machine.counters().waiting).toBe(0);
    receive(0x1b, 0x40, ...band(1, 7), ...CUT);
    expect(pages[0]?.rows.at(-2)).toBe(7);
    expect(machine.counters().junk).toBe(0);
  });

  test("ESC p opens the drawer in its turn", () => {
    const { receive, machine } = plugIn();
    receive(0x1b, 0x70, 0, 25, 250);
    expect(machine.counters()).toMatchObject({ drawerPulses: 1, realTime: 0 });
  });
});

describe("bands blown up and indented", () => {
  test("GS v 0 m=1, 2 and 3 double dots across, down, or both", () => {
    const { receive, pages } = plugIn();
    for (const mode of [1, 2, 3]) receive(0x1d, 0x76, 0x30, mode, 1, 0, 1, 0, 0b1011_0001);
    receive(...CUT);
    const wide = [0b1100_1111, 0b0000_0011];
    expect([...(pages[0]?.rows ?? [])]).toEqual([...wide, 0b1011_0001, 0, 0b1011_0001, 0, ...wide, ...wide]);
  });

  test("GS L moves bands by any number of dots until ESC @", () => {
    const { receive, pages } = plugIn();
    receive(
      0x1d,
      0x4c,
      3,
      0,
      ...band(1, 0xff, 0xff),
      0x1d,
      0x4c,
      8,
      0,
      ...band(1, 0x81),
      0x1b,
      0x40,
      ...band(1, 1),
      ...CUT,
    );
    expect([...(pages[0]?.rows ?? [])]).toEqual([0x1f, 0xff, 0x00, 0x81, 0x01, 0x00]);
  });
});

describe("trouble and time", () => {
  test("a jammed cutter and a hot head stop the printer and are told by questions 2 and 3", () => {
    const { receive, answers, machine } = plugIn();
    machine.setFault({ cutterJam: true });
    receive(0x10, 4, 2, 0x10, 4, 3);
    machine.setFault({ cutterJam: false, headHot: true });
    receive(0x10, 4, 3, 0x10, 4, 1);
    machine.setFault({ headHot: false });
    receive(0x10, 4, 1);
    expect(answers).toEqual([0x52, 0x1a, 0x52, 0x1a, 0x12]);
  });

  test("GS ( H is answered with its four digits, in its turn", () => {
    const { receive, answers, machine } = plugIn();
    machine.setCover(true);
    receive(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Buffer.from("0042"));
    expect(answers).toEqual([]);
    machine.setCover(false);
    expect(Buffer.from(answers).toString("latin1")).toBe('7"0042\0');
  });

  test("a head takes its time, and its buffer fills meanwhile", () => {
    const { receive, machine, pages } = plugIn({ takesTime: true, bufferBytes: 30 });
    receive(...band(6, 1, 2, 3, 4, 5, 6), ...CUT);
    expect([machine.room(), pages.length]).toEqual([30 - 9, 0]);
    machine.run(3);
    expect(machine.hanging().height).toBe(4);
    machine.run(3);
    expect([machine.room(), pages[0]?.height]).toEqual([30, 6]);
  });

  test("noise is told instead of answers, and nothing after the power was off", () => {
    const { receive, machine, answers } = plugIn();
    machine.setVoice("garbage");
    receive(0x10, 4, 1, 0x10, 4, 1);
    expect(answers).toEqual([0xff, 0x00]);
    receive(...band(2, 1, 2, 3, 4).slice(0, -1));
    machine.restart();
    receive(...band(1, 7, 7), ...CUT);
    expect(machine.counters()).toMatchObject({ junk: 0, waiting: 0 });
  });
});
