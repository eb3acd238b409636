import type { RequestListener } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { OpenAI } from 'openai'
import { policyFor } from './policy-for.ts'
import { readQuestion } from './read-question.ts'
import { tenantOf } from './tenants.ts'

const SYSTEM = 'You answer customers of an online shop. Be brief.'

/** Answers tenants, each by the policy of their plan. The text is passed on as it comes. */
export function openBackend(openai: OpenAI): RequestListener {
  return async (request, response) => {
    const refuse = (status: number, error: string, receipt?: string | null) => {
      if (response.headersSent) return response.destroy()
      response.setHeader('content-type', 'application/json')
      if (receipt) response.setHeader('x-receipt', receipt)
      return response.writeHead(status).end(`${JSON.stringify({ error })}\n`)
    }
    // Whoever leaves has the call ended, and what it would still cost.
    const leaving = new AbortController()
    response.once('close', () => leaving.abort())

    try {
      const tenant = tenantOf(request.headers.authorization)
      if (tenant === undefined) return refuse(401, 'no tenant has this key')
      const asked = await readQuestion(request)
      if (asked === undefined) return refuse(400, 'send {"question": "…"}, and a plan if you like')
      const chosen = policyFor(tenant, asked.plan)
      if ('error' in chosen) return refuse(chosen.status, chosen.error)

      const { data: stream, response: head } = await openai.chat.completions
        .create(
          {
            ...chosen.policy,
            model: 'auto',
            messages: [
              { role: 'system', content: SYSTEM },
              { role: 'user', content: asked.question },
            ],
            stream: true,
          },
          { signal: leaving.signal },
        )
        .withResponse()
      const receipt = head.headers.get('x-unhardcoded-receipt') ?? ''
      const model = head.headers.get('x-unhardcoded-model')
      log({ tenant: tenant.name, plan: asked.plan ?? tenant.plan, model, receipt })
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'x-receipt': receipt })
      // At once: the tenant is to have the receipt, whatever becomes of the answer.
      response.flushHeaders()
      await pipeline(textOf(stream), response)
    } catch (error) {
      // The router has tried everyone whom the policy allows: the receipt says who, and what for.
      const receipt = error instanceof OpenAI.APIError ? error.requestID : undefined
      log({ error: error instanceof Error ? error.message : String(error), receipt })
      refuse(503, 'no answer now: come back in a minute', receipt)
    }
  }
}

async function* textOf(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): AsyncIterable<string> {
  for await (const { choices } of stream) yield choices[0]?.delta.content ?? ''
  yield '\n'
}

function log(facts: object): void {
  console.log(JSON.stringify(facts))
}
