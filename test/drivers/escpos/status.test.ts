import { expect, test } from "vitest";
import { splitReplies } from "../../../drivers/escpos/replies.ts";
import { decodeStatus, printerCondition } from "../../../drivers/escpos/status.ts";

test.each([
  [1, 0x12, []],
  [1, 0x1a, ["offline"]],
  [2, 0x16, ["cover-open"]],
  [2, 0x32, ["paper-end"]],
  [3, 0x1a, ["cutter-fault"]],
  [3, 0x32, ["unrecoverable"]],
  [3, 0x52, ["recovers-alone"]],
  [4, 0x1e, ["paper-near-end"]],
  [4, 0x72, ["paper-end"]],
  [4, 0x7e, ["paper-near-end", "paper-end"]],
] as const)("decodeStatus() reads answer %i, byte %i, as %j", (kind, byte, conditions) => {
  expect(decodeStatus(kind, byte)).toEqual(conditions);
});

test.each([0x00, 0x0c, 0x10, 0x13, 0x92, 0xff])("decodeStatus() refuses byte %i, which is no status", (byte) => {
  expect(decodeStatus(1, byte)).toBeUndefined();
});

test("splitReplies() tells status, report, proof and flow control apart", () => {
  const { replies, rest } = splitReplies(Uint8Array.of(0x12, 0x10, 0, 0x0c, 0x0f, 0x00, 0x13, 0x0c, 0x18, 0x00));
  expect(replies).toEqual([
    { kind: "status", byte: 0x12 },
    { kind: "report", bytes: Uint8Array.of(0x10, 0, 0x0c, 0x0f) },
    { kind: "done", byte: 0x00 },
    { kind: "other", byte: 0x13 },
    { kind: "done", byte: 0x0c },
  ]);
  expect([...rest]).toEqual([0x18, 0x00]);
});

test("splitReplies() reads the number of a job that is on paper, and waits for the rest of one", () => {
  const answer = Buffer.from('7"0042\0', "latin1");
  expect(splitReplies(Uint8Array.of(0x12, ...answer)).replies).toEqual([
    { kind: "status", byte: 0x12 },
    { kind: "process", job: 42 },
  ]);
  expect(splitReplies(answer.subarray(0, 4)).rest).toHaveLength(4);
  expect(splitReplies(Uint8Array.of(0x37, 0x12)).replies.at(-1)).toEqual({ kind: "status", byte: 0x12 });
});

test.each([
  [[], "ready"],
  [["paper-near-end"], "paper-low"],
  [["offline", "paper-near-end", "paper-end"], "paper-out"],
  [["offline", "fault", "cutter-fault"], "cutter"],
  [["fault", "recovers-alone"], "overheated"],
  [["offline", "cover-open", "paper-end"], "cover-open"],
  [["offline"], "offline"],
  [["fault", "unrecoverable"], "error"],
  [["drawer-pin-high", "feed-button"], "ready"],
] as const)("printerCondition() puts %j into one word: %s", (conditions, word) => {
  expect(printerCondition(conditions)).toBe(word);
});
