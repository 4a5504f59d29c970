// The cash drawer: opened at most once per sale, and never later than somebody stands in front of it.
import type { ReceiptModel } from "../receipt/model.ts";

/** `unconfirmed` was under way when the agent ended: it may have opened, and is not opened again. */
export type DrawerState = "queued" | "sending" | "sent" | "unconfirmed" | "failed";

/** Whether money goes into the drawer or out of it. */
export const takesCash = ({ payments }: ReceiptModel): boolean => payments.some(({ means }) => means === "cash");
