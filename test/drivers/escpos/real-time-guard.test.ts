import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeDots } from "../../../drivers/escpos/bands.ts";
import { toBytes } from "../../../drivers/escpos/commands.ts";
import { loadProfile } from "../../../drivers/escpos/profile.ts";
import { isRealTimeCommand, withoutRealTimeCommands } from "../../../drivers/escpos/real-time-guard.ts";
import { createBitmap, fill } from "../../../drivers/raster/bitmap.ts";
import { Machine } from "../../../simulator/printer/machine.ts";

/** Bytes of which real-time commands are made, so that chance makes many. */
const danger = fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0x01, 0x02, 0x03, 0x08, 0xff);

test("withoutRealTimeCommands() leaves no command, and adds one dot only where one was", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(danger, { maxLength: 300 }), (noise, crafted) => {
      const data = Uint8Array.from([...noise, ...crafted]);
      const safe = withoutRealTimeCommands(data);
      expect(safe.some((_, at) => isRealTimeCommand(safe, at))).toBe(false);
      for (const [at, byte] of data.entries()) expect(safe[at]).toBe(isRealTimeCommand(data, at) ? byte | 8 : byte);
    }),
  );
});

test.each([
  ["plain", loadProfile("generic-58mm", 384)],
  ["indented and blown up", { ...loadProfile("epson-tm-t20", 576), width: 384 } as const],
])("encodeDots() lets no picture give a command, across rows and bands: %s", (_, profile) => {
  fc.assert(
    fc.property(fc.array(danger, { minLength: 48 * 70, maxLength: 48 * 70 }), (bytes) => {
      const bitmap = createBitmap(384, 70);
      bitmap.rows.set(bytes);
      const machine = new Machine({ width: 384 }, { answer: () => undefined, page: () => undefined });
      machine.receive(toBytes(encodeDots(bitmap, profile)));
      expect(machine.counters()).toEqual({ drawerPulses: 0, powerOffs: 0, realTime: 0, junk: 0, waiting: 0 });
    }),
    { numRuns: 25 },
  );
});

test("encodeDots() lets no code of squares give a command either", () => {
  const profile = { ...loadProfile("epson-tm-t20", 576), width: 384 } as const;
  fc.assert(
    fc.property(fc.array(danger, { minLength: 24 * 40, maxLength: 24 * 40 }), (bytes) => {
      const bitmap = createBitmap(384, 80);
      for (const [at, byte] of bytes.entries()) {
        for (let bit = 0; bit < 8; bit++) {
          const [x, y] = [((at % 24) * 8 + bit) * 2, Math.floor(at / 24) * 2];
          if ((byte & (0x80 >> bit)) !== 0) fill(bitmap, x, y, 2, 2);
        }
      }
      const machine = new Machine({ width: 384 }, { answer: () => undefined, page: () => undefined });
      machine.receive(toBytes(encodeDots(bitmap, profile)));
      expect(machine.counters()).toMatchObject({ drawerPulses: 0, powerOffs: 0, realTime: 0, junk: 0 });
    }),
    { numRuns: 25 },
  );
});

test("a picture that spells the drawer command would open the drawer without the guard", () => {
  const machine = new Machine({ width: 384 }, { answer: () => undefined, page: () => undefined });
  machine.receive(Uint8Array.of(0x1d, 0x76, 0x30, 0, 5, 0, 1, 0, 0x10, 0x14, 0x01, 0x00, 0x01));
  expect(machine.counters().drawerPulses).toBe(1);
});
