import { readFileSync } from 'node:fs'

/** What stands in for the network: it gets what the client sent, and answers what it is told. */
export type Answer = (body: unknown, turn: number) => Response

/** A `fetch` that sends nothing anywhere, and the bodies that it was given. */
export function stub(answer: Answer) {
  const bodies: unknown[] = []
  return {
    bodies,
    fetch: async (_url: unknown, init: RequestInit | undefined): Promise<Response> => {
      const body: unknown = JSON.parse(String(init?.body))
      bodies.push(body)
      return answer(body, bodies.length - 1)
    },
  }
}

/** A stream that comes in pieces of 7 bytes, so that events and characters are cut. */
export function streamed(text: string): Response {
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

export function fixture(path: string): string {
  return readFileSync(`fixtures/route/anthropic/${path}`, 'utf8')
}
