// One call from request to answer: route, fault, gate, service (reference: simulator E1 and E4).
import { type Answer, empty, html } from "./answers.ts";
import { type CallName, route } from "./calls.ts";
import type { Delivery, Fault } from "./faults.ts";
import type { Gateway } from "./gateway.ts";
import { complianceCsid, productionCsid, renewal } from "./onboarding.ts";
import { revokeToken } from "./store/csids.ts";
import { submit } from "./submission.ts";
import { type Accepted, type Request, tokenOf, transportGate } from "./transport.ts";

/** A request before its path is understood. */
export type Incoming = Omit<Request, "profile" | "call"> & { readonly method: string; readonly path: string };

/** An answer and the way it leaves. */
export type Departure = { readonly answer: Answer; readonly delivery: Delivery; readonly fault: string | undefined };

type Service = (gateway: Gateway, accepted: Accepted) => Answer | Promise<Answer>;

const SERVICES: Readonly<Record<CallName, Service>> = {
  "compliance-csid": complianceCsid,
  "compliance-check": submit("compliance-check"),
  "production-csid": productionCsid,
  renewal,
  reporting: submit("reporting"),
  clearance: submit("clearance"),
};

const NO_ANSWER = empty(200);

/** The service: takes a request, answers how it ends. It keeps no state but the rate limiter's. */
export const gatewayService = (gateway: Gateway): ((incoming: Incoming) => Promise<Departure>) => {
  const gate = transportGate();

  const process = async (request: Request): Promise<Answer> => {
    const passed = gate(gateway, request);
    return "status" in passed ? passed : await SERVICES[request.call.name](gateway, passed);
  };

  const answerUnder = async (fault: Fault | undefined, request: Request): Promise<Answer> => {
    if (fault?.unprocessed) return NO_ANSWER;
    if (fault?.instead !== undefined) return fault.instead(gateway.now());
    if (fault?.revokes) revokeToken(gateway.store, tokenOf(request));
    const answer = await process(request);
    return fault?.alter?.(answer) ?? answer;
  };

  return async ({ method, path, ...rest }) => {
    const mode = gateway.switches().gateway;
    if (mode === "down") return { answer: NO_ANSWER, delivery: "reset", fault: "down" };
    if (mode === "refuse")
      return { answer: html(503, "Service Temporarily Unavailable"), delivery: "whole", fault: "refuse" };
    const found = route(method, path);
    if ("status" in found) return { answer: empty(found.status), delivery: "whole", fault: undefined };
    const fault = gateway.faults.strike(found.call.name);
    const answer = await answerUnder(fault, { ...rest, ...found });
    return { answer, delivery: fault?.delivery ?? "whole", fault: fault?.name };
  };
};
