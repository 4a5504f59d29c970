// What goes back over the wire. Shapes and misspelt names are the live gateway's (reference: gateway A5, A6).

/** One answer, complete but for its transport. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An answer in JSON. */
export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=UTF-8" },
  body: JSON.stringify(value),
});

/** An answer in plain text. */
export const text = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/plain;charset=UTF-8" },
  body,
});

/** An answer without a body. */
export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: "",
});

/** The page of the front server when the service behind it fails. */
export const html = (status: number, title: string): Answer => ({
  status,
  headers: { "content-type": "text/html" },
  body:
    `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n` +
    `<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
});

/** 401 as the service words it; the time is in milliseconds. */
export const unauthorized = (now: number): Answer =>
  json(401, { timestamp: now, status: 401, error: "Unauthorized", message: "" });

/** 406, the only answer in plain text. */
export const WRONG_VERSION = text(406, "This Version is not supported or not provided in the header.");

/** 303 when clearance is off; the spelling is the gateway's. */
export const CLEARANCE_OFF = json(303, {
  message: "Clearance is deactiviated. Please use the /invoices/reporting/single endpoint instead.",
});

/** 400 for a body that is no JSON object. */
export const INVALID_REQUEST = json(400, {
  code: "Invalid-Request",
  message: "System failed to process your request",
});

/** 500 as the service words it. */
export const SERVER_ERROR = json(500, {
  category: "HTTP-Errors",
  code: "500",
  message: "Something went wrong and caused an Internal Server Error.",
});
