// Every route of the API, in the order of the documentation.
import type { Route } from "./route.ts";
import { CARE_ROUTES } from "./routes/care.ts";
import { CLOSING_ROUTES } from "./routes/closings.ts";
import { DOCUMENT_ROUTES } from "./routes/documents.ts";
import { PEOPLE_ROUTES } from "./routes/people.ts";
import { PRINTING_ROUTES } from "./routes/printing.ts";
import { REPORT_ROUTES } from "./routes/reports.ts";
import { SALE_ROUTES } from "./routes/sales.ts";
import { UNIT_ROUTES } from "./routes/unit.ts";
import { WATCH_ROUTES } from "./routes/watch.ts";

export const ROUTES: readonly Route[] = [
  ...SALE_ROUTES,
  ...DOCUMENT_ROUTES,
  ...PRINTING_ROUTES,
  ...REPORT_ROUTES,
  ...CLOSING_ROUTES,
  ...WATCH_ROUTES,
  ...UNIT_ROUTES,
  ...CARE_ROUTES,
  ...PEOPLE_ROUTES,
];
