// The virtual printer without its plug: bytes in, answers and cut pages out. A fault can be put in at any moment.
import {
  automaticStatus,
  type Condition,
  GARBAGE,
  isReady,
  paperByte,
  processAnswer,
  statusByte,
} from "./condition.ts";
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
  /** Cheap printers never answer, and a broken line makes noise of answers. */
  readonly voice?: Voice;
  /** Receive buffer; without it everything is taken at once. */
  readonly bufferBytes?: number;
  /** The head waits for `run`, which gives it time; without it everything is printed as it arrives. */
  readonly takesTime?: boolean;
  /** Small printers have a tear bar instead. */
  readonly hasKnife?: boolean;
}

export type Voice = "answers" | "mute" | "garbage";

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
/** Rows the head could have burnt while the knife moves. */
const CUT_ROWS = 200;
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
  #isWorking = false;
  #isCoverOpen = false;
  #units: number;
  #reportsChanges = false;
  #obeysDanger = true;
  #margin = 0;
  #fault = { cutterJam: false, headHot: false };
  #voice: Voice;
  #garbage = 0;
  /** Rows the head has time for. */
  #time: number;
  #counts = { drawerPulses: 0, powerOffs: 0, realTime: 0 };

  constructor(options: MachineOptions, outlets: Outlets) {
    const dotsPerInch = options.dotsPerInch ?? 203;
    this.#options = {
      paperRows: ROLL,
      voice: "answers",
      hasKnife: true,
      bufferBytes: Number.POSITIVE_INFINITY,
      takesTime: false,
      unitsPerInch: dotsPerInch,
      ...options,
      dotsPerInch,
    };
    this.#outlets = outlets;
    this.#paper = createPaper(options.width, this.#options.paperRows);
    this.#units = this.#options.unitsPerInch;
    this.#voice = this.#options.voice;
    // A head at rest can begin at once.
    this.#time = this.#options.takesTime ? 1 : Number.POSITIVE_INFINITY;
    this.#interpreter = createInterpreter({
      burn: (row) => {
        this.#paper.burn(row, this.#margin);
        this.#time--;
      },
      obey: (name, bytes) => this.#doings[name](bytes),
    });
  }

  /** Takes bytes as they come off the line. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#queue.push(byte);
      this.#work();
      const command = this.#watch(byte);
      if (command !== undefined) this.#obeyAtOnce(command);
    }
  }

  /** How many bytes the receive buffer still takes; what is sent beyond them, over a line nobody holds back, is lost. */
  room(): number {
    return Math.max(0, this.#options.bufferBytes - this.#queue.length);
  }

  /** Time passes: the head can burn so many rows more, if it has any. */
  run(rows: number): void {
    this.#time = Math.min(rows, this.#time + rows);
    this.#work();
  }

  /** Switched off and on: nothing that was received is left, the paper stays where it is. */
  restart(): void {
    this.#clear();
    this.#initialise();
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

  setFault(fault: Partial<Pick<Condition, "cutterJam" | "headHot">>): void {
    this.#fault = { ...this.#fault, ...fault };
    this.#changed();
  }

  setVoice(voice: Voice): void {
    this.#voice = voice;
  }

  /** What hangs out of it, not cut yet. */
  hanging(): PageDots {
    return this.#paper.hanging();
  }

  counters(): Counters {
    return { ...this.#counts, junk: this.#interpreter.junk(), waiting: this.#queue.length };
  }

  readonly #doings: { readonly [name in Parameters<Mechanism["obey"]>[0]]: (bytes: readonly number[]) => void } = {
    initialise: () => this.#initialise(),
    "feed-units": ([, , n = 0]) => this.#feed(Math.round((n * this.#options.dotsPerInch) / this.#units)),
    "feed-lines": ([, , n = 0]) => this.#feed(n * LINE_ROWS),
    "line-feed": () => this.#feed(LINE_ROWS),
    "drawer-pulse": () => void this.#counts.drawerPulses++,
    cut: () => this.#cut(),
    "transmit-status": ([, , n]) => (n === 1 || n === 49 ? this.#answer(paperByte(this.#condition())) : undefined),
    "automatic-status": ([, , n]) => this.#reportChanges(n !== 0),
    "motion-units": ([, , , y = 0]) => {
      this.#units = y === 0 ? this.#options.unitsPerInch : y;
    },
    "real-time-switch": ([, , , , , , , isOn]) => {
      this.#obeysDanger = isOn !== 0;
    },
    "left-margin": ([, , low = 0, high = 0]) => {
      this.#margin = low + high * 256;
    },
    "process-id": ([, , , , , , , ...digits]) => this.#answer(...processAnswer(digits)),
    ignored: () => undefined,
  };

  #feed(rows: number): void {
    this.#paper.feed(rows);
    this.#time -= rows;
  }

  #cut(): void {
    if (!this.#options.hasKnife) return;
    this.#time -= CUT_ROWS;
    this.#outlets.page(this.#paper.cut());
  }

  #canWork(): boolean {
    return this.#time > 0 && isReady(this.#condition());
  }

  /** Works off what waits until the printer cannot go on. A page that comes out may change the machine meanwhile. */
  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    let done = 0;
    while (done < this.#queue.length && this.#canWork()) this.#interpreter.take(this.#queue[done++] ?? 0);
    this.#queue.splice(0, done);
    this.#isWorking = false;
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
    this.#margin = 0;
    this.#reportsChanges = false;
    this.#obeysDanger = true;
  }

  #clear(): void {
    this.#queue = [];
    this.#interpreter.reset();
  }

  #condition(): Condition {
    const left = this.#paper.left();
    return { ...this.#fault, coverOpen: this.#isCoverOpen, paperEnd: left <= 0, paperNearEnd: left < NEAR_END };
  }

  #changed(): void {
    this.#report();
    this.#work();
  }

  #reportChanges(isWanted: boolean): void {
    this.#reportsChanges = isWanted;
    this.#report();
  }

  #report(): void {
    if (this.#reportsChanges) this.#answer(...automaticStatus(this.#condition()));
  }

  #answer(...bytes: readonly number[]): void {
    if (this.#voice === "mute") return;
    const said = this.#voice === "garbage" ? bytes.map(() => GARBAGE[this.#garbage++ % GARBAGE.length] ?? 0) : bytes;
    this.#outlets.answer(Uint8Array.from(said));
  }
}
