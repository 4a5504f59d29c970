// The ways in which a disk fails, as a table: which error, at which kinds of operation, once or from there on.
import { constants } from "node:os";
import { FILE_KINDS, KINDS } from "../recorder.ts";

export interface FaultKind {
  readonly name: string;
  readonly errno: number;
  /** The kinds of operations that count and fail, as letters. */
  readonly kinds: string;
  /** The disk stays broken until the program gives up. */
  readonly isLasting: boolean;
  /** Half of the bytes go down all the same. */
  readonly half: boolean;
}

const { EIO, ENOSPC, EROFS } = constants.errno;
const READS = FILE_KINDS + KINDS.read;

export const FAULTS: readonly FaultKind[] = [
  { name: "EIO once", errno: EIO, kinds: FILE_KINDS, isLasting: false, half: false },
  { name: "EIO once, half written", errno: EIO, kinds: FILE_KINDS, isLasting: false, half: true },
  { name: "EIO from there on", errno: EIO, kinds: FILE_KINDS, isLasting: true, half: false },
  { name: "EIO on reads too", errno: EIO, kinds: READS, isLasting: true, half: false },
  { name: "ENOSPC once", errno: ENOSPC, kinds: FILE_KINDS, isLasting: false, half: false },
  { name: "ENOSPC from there on", errno: ENOSPC, kinds: FILE_KINDS, isLasting: true, half: true },
  { name: "EROFS from there on", errno: EROFS, kinds: FILE_KINDS, isLasting: true, half: false },
];
