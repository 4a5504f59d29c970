// The machine as files: each case is a small tree of its own, as the kernel and udev show it.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linuxMachine } from "../../agent/machine/machine.ts";
import { isProtected, isVolatile, mountsOf } from "../../agent/machine/mounts.ts";
import type { MachineSeen } from "../../agent/ports/machine.ts";
import type { Patient } from "../../agent/work/doctor-found.ts";
import { MACHINE_CHECKS } from "../../agent/work/doctor-machine.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "khatm-machine-")));
});
afterEach(() => rmSync(root, { recursive: true }));

function file(path: string, text = ""): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(join(root, target), join(root, path));
}

const seen = (address?: string, program = "/opt/khatm/dist/agent"): MachineSeen =>
  linuxMachine({
    stateFolder: root,
    secondCopy: undefined,
    wired: address === undefined ? [] : [{ printer: "main", address }],
    isWatched: true,
    program,
    root,
  }).look();

const lineOf = (address: string) => seen(address).lines[0];

describe("battery clock and watchdog", () => {
  test("look() sees what is not there", () => {
    expect(seen()).toMatchObject({ batteryClock: "none", watchdog: "none", root: "writable", secondMedium: "none" });
  });

  test.each([
    ["86400\n", "empty"],
    ["1795339827\n", "good"],
  ])("look() takes a battery clock that says %j for %s", (told, state) => {
    file("/sys/class/rtc/rtc0/since_epoch", told);
    expect(seen().batteryClock).toBe(state);
  });

  test.each([
    ["inactive\n", "idle"],
    ["active\n", "active"],
  ])("look() takes a watchdog that says %j for %s", (told, state) => {
    file("/sys/class/watchdog/watchdog0/state", told);
    expect(seen().watchdog).toBe(state);
  });
});

test("look() tells the program that an update kept from the one it unpacked", () => {
  expect(seen().isFallback).toBe(false);
  expect(seen(undefined, "/opt/khatm.previous/dist/agent").isFallback).toBe(true);
});

describe("cables", () => {
  test("look() names what stays for a printer under a name the kernel counts up", () => {
    file("/dev/usb/lp0");
    link("/dev/khatm/usb-printer", "/dev/usb/lp0");
    file("/dev/usb/lp1");
    link("/dev/khatm/usb-other", "/dev/usb/lp1");
    expect(lineOf("/dev/usb/lp0")).toEqual({
      printer: "main",
      address: "/dev/usb/lp0",
      state: "passing",
      better: ["/dev/khatm/usb-printer"],
    });
    expect(lineOf("/dev/khatm/usb-printer")).toMatchObject({ state: "good" });
  });

  test("look() shows every lasting name where the configured one is not there", () => {
    file("/dev/ttyUSB3");
    link("/dev/serial/by-id/usb-FTDI_A9", "/dev/ttyUSB3");
    expect(lineOf("/dev/ttyUSB0")).toMatchObject({ state: "missing", better: ["/dev/serial/by-id/usb-FTDI_A9"] });
  });

  test("look() sees the console on the serial line of the GPIO pins", () => {
    file("/dev/ttyAMA0");
    link("/dev/serial0", "/dev/ttyAMA0");
    file("/sys/class/tty/console/active", "tty0\n");
    expect(lineOf("/dev/serial0")).toMatchObject({ state: "good" });
    file("/sys/class/tty/console/active", "ttyAMA0 tty1\n");
    expect(lineOf("/dev/serial0")).toMatchObject({ state: "console" });
  });

  test("look() sees the small UART of a Pi, whose speed is not its own, and leaves the one of a PC alone", () => {
    file("/dev/ttyS0");
    link("/dev/serial0", "/dev/ttyS0");
    expect(lineOf("/dev/serial0")).toMatchObject({ state: "good" });
    file("/sys/firmware/devicetree/base/model", "Raspberry Pi 3 Model B Plus Rev 1.3\0");
    expect(lineOf("/dev/serial0")).toMatchObject({ state: "core-clock" });
  });
});

const PLAIN = "22 1 179:2 / / rw,noatime shared:1 - ext4 /dev/mmcblk0p2 rw";
const SANDBOX = "22 1 179:2 / / ro,noatime shared:1 - ext4 /dev/mmcblk0p2 rw";
const READ_ONLY = "22 1 179:2 / / ro,noatime shared:1 - ext4 /dev/mmcblk0p2 ro";
/** What raspi-config makes of an overlay file system, with a partition of its own for the state. */
const OVERLAY = [
  "24 1 0:20 / / rw shared:1 - overlay overlayroot rw,lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay,workdir=/media/root-rw/overlay-workdir/_",
  "25 24 179:2 / /media/root-ro ro - ext4 /dev/mmcblk0p2 ro",
  "26 24 0:19 / /media/root-rw rw - tmpfs tmpfs-root rw",
].join("\n");
const STATE = "30 24 179:3 / /var/lib/khatm rw - ext4 /dev/mmcblk0p3 rw";
/** A container's root lies on its host's disk. */
const CONTAINER =
  "50 40 0:40 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/var/lib/docker/overlay2/x/diff,workdir=/w";

describe("mounts", () => {
  test.each([
    ["a plain card", PLAIN, false, false],
    ["a plain card, seen from a sandbox", SANDBOX, false, false],
    ["a read-only root", READ_ONLY, true, false],
    ["an overlay in memory", OVERLAY, true, true],
    ["an overlay in memory with a partition for the state", `${OVERLAY}\n${STATE}`, true, false],
    ["a container", CONTAINER, false, false],
    ["a state folder in memory", `${PLAIN}\n30 22 0:50 / /var/lib/khatm rw - tmpfs tmpfs rw`, false, true],
    ["a folder of a like name in memory", `${PLAIN}\n30 22 0:50 / /var/lib/khat rw - tmpfs tmpfs rw`, false, false],
  ])("isProtected() and isVolatile() judge %s", (_, text, isSafe, isLost) => {
    const mounts = mountsOf(text);
    expect([isProtected(mounts), isVolatile(mounts, "/var/lib/khatm")]).toEqual([isSafe, isLost]);
  });

  test("mountsOf() reads a place with a space in its name", () => {
    expect(mountsOf("30 22 8:1 / /media/USB\\040STICK rw - vfat /dev/sda1 rw")[0]?.point).toBe("/media/USB STICK");
  });
});

const WELL: MachineSeen = {
  batteryClock: "good",
  watchdog: "active",
  isWatched: true,
  isFallback: false,
  root: "read-only",
  ledgerMedium: "durable",
  secondMedium: "other",
  lines: [{ printer: "main", address: "/dev/khatm/usb-printer", state: "good", better: [] }],
};

const judged = (changes: Partial<MachineSeen>, environment = "production") =>
  MACHINE_CHECKS.map(({ check, look }) => ({
    check,
    ...look({ machine: { ...WELL, ...changes }, configured: { environment } } as Patient),
  })).filter(({ state }) => state !== "good");

const line = (state: MachineSeen["lines"][number]["state"]) => ({
  lines: [{ printer: "main", address: "/dev/usb/lp0", state, better: ["/dev/khatm/usb-printer"] }],
});

describe("MACHINE_CHECKS", () => {
  test("say nothing of a machine that is well", () => {
    expect(judged({})).toEqual([]);
  });

  test.each<[string, Partial<MachineSeen>, string]>([
    ["a version that was refused", { isFallback: true }, "version warning"],
    ["no battery clock", { batteryClock: "none" }, "battery-clock warning"],
    ["an empty battery", { batteryClock: "empty" }, "battery-clock warning"],
    ["a watchdog that is off", { watchdog: "idle" }, "watchdog warning"],
    ["an agent nobody watches", { isWatched: false }, "watchdog warning"],
    ["a ledger in memory", { ledgerMedium: "volatile" }, "ledger-medium bad"],
    ["a second copy on the same card", { secondMedium: "same" }, "second-medium warning"],
    ["a name that changes", line("passing"), "printer-cable warning"],
    ["a name nobody has", line("missing"), "printer-cable warning"],
    ["a console on the line", line("console"), "printer-cable warning"],
    ["the small UART", line("core-clock"), "printer-cable warning"],
  ])("say what is wrong with %s", (_, changes, told) => {
    expect(judged(changes).map(({ check, state }) => `${check} ${state}`)).toEqual([told]);
  });

  test("name the device's lasting name in both languages", () => {
    const [found] = judged(line("passing"));
    expect(found?.remedy?.en).toContain("write /dev/khatm/usb-printer");
    expect(found?.remedy?.ar).toContain("/dev/khatm/usb-printer");
  });

  test("warn a trial whose ledger is in memory, and stop nobody", () => {
    expect(judged({ ledgerMedium: "volatile" }, "simulation")).toMatchObject([{ state: "warning" }]);
  });
});
