import type { IncomingMessage } from 'node:http'

/** What a tenant sends. */
export interface Question {
  readonly question: string
  /** Another plan than that of the tenant, for this answer: `free` where a draft will do. */
  readonly plan?: string
}

/** The longest body, in characters. */
const LONGEST = 32_768

/** Undefined where the body is something else, or too long. */
export async function readQuestion(request: IncomingMessage): Promise<Question | undefined> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) {
    text += piece
    if (text.length > LONGEST) return undefined
  }
  try {
    const body: unknown = JSON.parse(text)
    return isQuestion(body) ? body : undefined
  } catch {
    return undefined
  }
}

function isQuestion(body: unknown): body is Question {
  const { question, plan } = Object(body)
  return typeof question === 'string' && (plan === undefined || typeof plan === 'string')
}
