/**
 * Answers a request whose body breaks off when `shutdown` is aborted, and passes through `through` on its way. What was not read
 * of the body when the answer is there is given up: a body that waits for a reader holds itself and the request for ever.
 */
export async function answerBreakable(
  request: Request,
  shutdown: AbortSignal,
  through: () => TransformStream<Uint8Array, Uint8Array>,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (request.body === null) return answer(request);
  const own = new AbortController();
  const breakOff = () => own.abort();
  shutdown.addEventListener("abort", breakOff, { once: true });
  if (shutdown.aborted) breakOff();
  try {
    // The source is not cancelled: that would close the connection before the answer is sent.
    const body = request.body.pipeThrough(through(), { signal: own.signal, preventCancel: true });
    const broken: RequestInit & { duplex: "half" } = { body, duplex: "half" };
    return await answer(new Request(request, broken));
  } finally {
    shutdown.removeEventListener("abort", breakOff);
    breakOff();
  }
}
