// What a Prometheus server reads: text format 0.0.4. Names are stable.
import { BOUNDS } from "./histogram.ts";
import type { Services } from "./route.ts";

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
  readonly suffix?: string;
}

interface Metric {
  readonly name: string;
  readonly type: "gauge" | "histogram";
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** The metrics now. */
export const metricsText = (services: Services): string => metricsOf(services).map(textOf).join("");

const gauge = (name: string, help: string, value: number | undefined): Metric => ({
  name,
  type: "gauge",
  help,
  samples: value === undefined ? [] : [{ value }],
});

function metricsOf({ terminal, health, issueLatency }: Services): readonly Metric[] {
  const { ready, clock, csid, chain, outbox, printer, storage } = terminal.status();
  const oldest = outbox.oldestIssuedAt === undefined ? undefined : Date.parse(outbox.oldestIssuedAt);
  return [
    gauge("khatm_ready", "1 while a sale would be stamped", Number(ready)),
    gauge("khatm_healthy", "1 while the terminal makes progress", Number(health.stuck() === undefined)),
    gauge("khatm_clock_trusted", "1 while the clock may date documents", Number(clock.trusted)),
    gauge("khatm_certificate_days_left", "days until the stamp certificate ends", csid.daysLeft),
    gauge("khatm_chain_icv", "invoice counter value of the last document", chain.icv),
    {
      name: "khatm_documents",
      type: "gauge",
      help: "documents by where they stand with the gateway",
      samples: Object.entries(terminal.stateCounts()).map(([state, value]) => ({ labels: { state }, value })),
    },
    gauge("khatm_outbox_pending", "documents that wait for the gateway", outbox.pending),
    gauge("khatm_outbox_oldest_seconds", "age of the oldest waiting document", oldest && ageOf(oldest)),
    gauge("khatm_outbox_late", "waiting documents over their 24 hours", outbox.late),
    gauge("khatm_outbox_rejected", "documents the authority refused, not made again", outbox.rejected),
    gauge("khatm_held_sales", "standard sales that wait for the gateway", outbox.held.waiting),
    gauge("khatm_printer_pending", "papers that wait for the printer", printer.pending),
    {
      name: "khatm_printer_state",
      type: "gauge",
      help: "1 for the printer's state",
      samples: [{ labels: { state: printer.state }, value: 1 }],
    },
    gauge("khatm_event_loop_pause_seconds", "the longest pause since it was read last", health.longestPause()),
    gauge("khatm_storage_free_bytes", "free space where the ledger lies", storage.freeBytes),
    latencyMetric(issueLatency.read()),
  ];
}

const ageOf = (since: number): number => Math.max(0, (Date.now() - since) / 1000);

function latencyMetric({ atMost, count, sum }: ReturnType<Services["issueLatency"]["read"]>): Metric {
  const buckets = BOUNDS.map((bound, i) => ({
    suffix: "_bucket",
    labels: { le: String(bound) },
    value: atMost[i] ?? 0,
  }));
  return {
    name: "khatm_issue_seconds",
    type: "histogram",
    help: "time from a sale to its stamped, stored document",
    samples: [
      ...buckets,
      { suffix: "_bucket", labels: { le: "+Inf" }, value: count },
      { suffix: "_sum", value: sum },
      { suffix: "_count", value: count },
    ],
  };
}

const textOf = ({ name, type, help, samples }: Metric): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map((sample) => lineOf(name, sample)), ""].join("\n");

function lineOf(name: string, { suffix = "", labels = {}, value }: Sample): string {
  const told = Object.entries(labels).map(([key, text]) => `${key}="${text.replaceAll(/[\\"\n]/g, "_")}"`);
  return `${name}${suffix}${told.length === 0 ? "" : `{${told.join(",")}}`} ${value}`;
}
