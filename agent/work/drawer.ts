// Opens the cash drawer: a job of its own behind the paper, or somebody's wish. Never tried again: a drawer that opens
// when nobody stands there is worse than one that stays shut.
import { messageOf } from "../core/errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { ActivityLog } from "../ports/people.ts";
import type { DrawerJournal, DrawerOpening, ReceiptPrinter } from "../ports/printing.ts";

export interface DrawerPorts {
  readonly clock: Clock;
  readonly drawers: DrawerJournal;
  readonly printer: ReceiptPrinter;
  readonly activity: ActivityLog;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Opens the drawer for every sale whose paper is out. */
export async function openPaidDrawers(ports: DrawerPorts, printer: string): Promise<void> {
  const { drawers, clock } = ports;
  for (let opening = drawers.next(printer); opening !== undefined; opening = drawers.next(printer)) {
    drawers.mark(opening.id, "sending", clock.wallMs());
    await pulse(ports, opening).catch(() => undefined);
  }
}

/** Opens the drawer because somebody asks. @throws Fault `printer-failed`; it is not tried again. */
export async function openDrawerFor(ports: DrawerPorts, printer: string, actor: string): Promise<void> {
  await pulse(ports, ports.drawers.add(printer, actor, ports.clock.wallMs()));
}

async function pulse({ drawers, clock, printer, activity, log }: DrawerPorts, opening: DrawerOpening): Promise<void> {
  // Durable first: after a power cut nobody may open it a second time.
  await drawers.settled();
  const told = (result: string): void => {
    const subject = opening.document === undefined ? opening.printer : `sale ${opening.document}`;
    activity.add({ actor: opening.actor, action: "drawer", subject, result });
    log("drawer", { printer: opening.printer, actor: opening.actor, result });
  };
  try {
    await printer.openDrawer();
  } catch (thrown) {
    drawers.mark(opening.id, "failed", clock.wallMs());
    told(messageOf(thrown));
    throw thrown;
  }
  drawers.mark(opening.id, "sent", clock.wallMs());
  told("opened");
}
