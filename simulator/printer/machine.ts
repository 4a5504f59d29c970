// The virtual printer without its plug: bytes in, answers and cut pages out. A fault can be put in at any moment.
import { automaticStatus, type Condition, isReady, paperByte, statusByte } from "./condition.ts";
import { createInterpreter, type Interpreter, type Mechanism } from "./interpreter.ts";
import { createPaper, type PageDots, type Paper } from "./paper.ts";
import { createRealTimeWatch, type RealTimeCommand } from "./real-time.ts";

export interface MachineOptions {
  /** Dots of the head. */
  readonly width: number;
  readonly dotsPerInch?: number;
  /** Vertical units per inch after ESC @; some makes count in half dots. */
  readonly unitsPerInch?: number;
  /** Rows on the roll. */
  readonly paperRows?: number;
  /** Cheap printers never answer. */
  readonly isMute?: boolean;
  /** Small printers have a tear bar instead. */
  readonly hasKnife?: boolean;
}

/** What happened to the machine since it was switched on. */
export interface Counters {
  readonly drawerPulses: number;
  readonly powerOffs: number;
  /** Bytes that would have been printed as letters. */
  readonly junk: number;
  /** Bytes received and not yet worked off. */
  readonly waiting: number;
  readonly realTime: number;
}

export interface Outlets {
  readonly answer: (bytes: Uint8Array) => void;
  readonly page: (page: PageDots) => void;
}

const ROLL = 400_000;
const NEAR_END = 2_000;
/** Rows of a line of text, 1/6 inch and a little. */
const LINE_ROWS = 30;

/** A printer that is switched on, closed, and has paper. */
export class Machine {
  readonly #options: Required<MachineOptions>;
  readonly #outlets: Outlets;
  readonly #paper: Paper;
  readonly #interpreter: Interpreter;
  readonly #watch = createRealTimeWatch();
  #queue: number[] = [];
  #isCoverOpen = false;
  #units: number;
  #reportsChanges = false;
  #obeysDanger = true;
  #counts = { drawerPulses: 0, powerOffs: 0, realTime: 0 };

  constructor(options: MachineOptions, outlets: Outlets) {
    const dotsPerInch = options.dotsPerInch ?? 203;
    this.#options = {
      paperRows: ROLL,
      isMute: false,
      hasKnife: true,
      unitsPerInch: dotsPerInch,
      ...options,
      dotsPerInch,
    };
    this.#outlets = outlets;
    this.#paper = createPaper(options.width, this.#options.paperRows);
    this.#units = this.#options.unitsPerInch;
    this.#interpreter = createInterpreter({
      burn: (row) => this.#paper.burn(row),
      obey: (name, bytes) => this.#doings[name](bytes),
    });
  }

  /** Takes bytes as they come off the line. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#queue.length > 0 || !isReady(this.#condition())) this.#queue.push(byte);
      else this.#work([byte]);
      const command = this.#watch(byte);
      if (command !== undefined) this.#obeyAtOnce(command);
    }
  }

  /** Without a knife the paper is torn off by hand when a job has ended; nothing happens where nothing was printed. */
  tearOff(): void {
    if (!this.#options.hasKnife && this.#paper.height() > 0) this.#outlets.page(this.#paper.cut());
  }

  /** Fits a roll of so many rows; 0 takes the paper out. */
  setPaper(rows: number): void {
    this.#paper.replace(rows);
    this.#changed();
  }

  setCover(isOpen: boolean): void {
    this.#isCoverOpen = isOpen;
    this.#changed();
  }

  counters(): Counters {
    return { ...this.#counts, junk: this.#interpreter.junk(), waiting: this.#queue.length };
  }

  readonly #doings: { readonly [name in Parameters<Mechanism["obey"]>[0]]: (bytes: readonly number[]) => void } = {
    initialise: () => this.#initialise(),
    "feed-units": ([, , n = 0]) => this.#paper.feed(Math.round((n * this.#options.dotsPerInch) / this.#units)),
    "feed-lines": ([, , n = 0]) => this.#paper.feed(n * LINE_ROWS),
    "line-feed": () => this.#paper.feed(LINE_ROWS),
    "drawer-pulse": () => void this.#counts.drawerPulses++,
    cut: () => (this.#options.hasKnife ? this.#outlets.page(this.#paper.cut()) : undefined),
    "transmit-status": ([, , n]) => (n === 1 || n === 49 ? this.#answer(paperByte(this.#condition())) : undefined),
    "automatic-status": ([, , n]) => this.#reportChanges(n !== 0),
    "motion-units": ([, , , y = 0]) => {
      this.#units = y === 0 ? this.#options.unitsPerInch : y;
    },
    "real-time-switch": ([, , , , , , , isOn]) => {
      this.#obeysDanger = isOn !== 0;
    },
    ignored: () => undefined,
  };

  /** Works off bytes until the printer cannot go on; the rest waits. */
  #work(bytes: readonly number[]): void {
    let done = 0;
    while (done < bytes.length && isReady(this.#condition())) this.#interpreter.take(bytes[done++] ?? 0);
    this.#queue = bytes.slice(done);
    if (done > 0 && !isReady(this.#condition())) this.#report();
  }

  #obeyAtOnce(command: RealTimeCommand): void {
    this.#counts.realTime++;
    if (command.kind === "status") this.#answer(statusByte(this.#condition(), command.question));
    if (command.kind === "clear" || (command.kind === "recover" && command.clears)) this.#clear();
    if (command.kind === "pulse" && this.#obeysDanger) this.#counts.drawerPulses++;
    if (command.kind === "power-off" && this.#obeysDanger) this.#counts.powerOffs++;
  }

  #initialise(): void {
    this.#units = this.#options.unitsPerInch;
    this.#reportsChanges = false;
    this.#obeysDanger = true;
  }

  #clear(): void {
    this.#queue = [];
    this.#interpreter.reset();
  }

  #condition(): Condition {
    const left = this.#paper.left();
    return { coverOpen: this.#isCoverOpen, paperEnd: left <= 0, paperNearEnd: left < NEAR_END };
  }

  #changed(): void {
    this.#report();
    this.#work(this.#queue);
  }

  #reportChanges(isWanted: boolean): void {
    this.#reportsChanges = isWanted;
    this.#report();
  }

  #report(): void {
    if (this.#reportsChanges) this.#answer(...automaticStatus(this.#condition()));
  }

  #answer(...bytes: readonly number[]): void {
    if (!this.#options.isMute) this.#outlets.answer(Uint8Array.from(bytes));
  }
}
