import type { ServerResponse } from "node:http";
import type { Fault } from "./behaviour";
import { sendSlowly } from "./slow-bytes";

const GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>";

const MESSAGES: Readonly<Record<number, string>> = {
  401: "You do not have access permissions",
  402: "Credits insufficient",
  404: "Not Found",
  408: "Upstream is currently experiencing service issues",
  422: "Validation error",
  429: "Your call frequency is too high. Please try again later.",
  433: "The sub-key has reached its usage limit",
  455: "The website is under maintenance. Please try again later.",
  500: "Server exception, please try again later",
  501: "Generation failed",
  505: "This feature is currently disabled",
};

/** The vendor's words for a code. */
export function messageFor(code: number): string {
  return MESSAGES[code] ?? "Unknown error";
}

/** Answers with JSON, under 200 unless told otherwise. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

/** Answers with a gateway's page. */
export function sendPage(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { "content-type": "text/html", ...headers }).end(GATEWAY_PAGE);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Gives an answer that is JSON. */
export type Reply = (body: unknown) => void;

/** Answers as the fault says; `succeed` gives the right answer, for the faults that are only in how it comes. */
export function answerWithFault(response: ServerResponse, fault: Fault, succeed: (reply: Reply) => void): void {
  switch (fault.kind) {
    case "code": {
      const message = fault.message ?? messageFor(fault.code);
      sendJson(response, { code: fault.code, message, msg: message, data: fault.withTaskId === true ? { taskId: "task_of_a_failure" } : null }, fault.status);
      return;
    }
    case "http-429":
      sendPage(response, 429, fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) });
      return;
    case "html-502":
      sendPage(response, 502);
      return;
    case "broken-json":
      response.writeHead(200, { "content-type": "application/json" }).end('{"code":200,"data":{"taskId":"ta');
      return;
    case "no-task-id":
      sendJson(response, { code: 200, message: "success", data: {} });
      return;
    case "hang":
      if (fault.forMs !== undefined) later(response, fault.forMs, () => reset(response));
      return;
    case "reset-before-reading":
    case "reset-after-reading":
      reset(response);
      return;
    case "slow":
      later(response, fault.delayMs, () => succeed((body) => sendJson(response, body)));
      return;
    case "slow-bytes":
      succeed((body) => {
        const bytes = Buffer.from(JSON.stringify(body));
        sendSlowly(response, { "content-type": "application/json", "content-length": bytes.length }, bytes, fault.overMs);
      });
      return;
    case "wrong-type":
      succeed((body) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(JSON.stringify(body)));
      return;
  }
}

function later(response: ServerResponse, delayMs: number, act: () => void): void {
  const timer = setTimeout(act, delayMs);
  response.once("close", () => clearTimeout(timer));
}

/** Whether an answer says for certain that no task was made. */
export function isRefusal(fault: Fault): boolean {
  return fault.kind === "http-429" || (fault.kind === "code" && fault.code !== 200 && !(fault.code >= 502 && fault.code <= 504));
}
