// A gateway whose every answer tells the clock what time the authority has.
import type { Clock } from "../ports/clock.ts";
import type { Gateway } from "../ports/gateway.ts";

/** Passes calls on and tells the clock each answer's `Date`. */
export function hearingGateway<G extends Gateway>(gateway: G, clock: Pick<Clock, "heard">): G {
  const hearing =
    <A extends readonly unknown[], R extends { readonly gatewayTime?: number }>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const answer = await call(...args);
      if (answer.gatewayTime !== undefined) clock.heard(answer.gatewayTime);
      return answer;
    };
  return {
    ...gateway,
    requestComplianceCsid: hearing(gateway.requestComplianceCsid),
    checkCompliance: hearing(gateway.checkCompliance),
    requestProductionCsid: hearing(gateway.requestProductionCsid),
    renewProductionCsid: hearing(gateway.renewProductionCsid),
    report: hearing(gateway.report),
    clear: hearing(gateway.clear),
    askTime: hearing(gateway.askTime),
  };
}
