import { createHash } from 'node:crypto'
import { type Turn, tokensOfTurn } from './ask/ask.ts'

/**
 * Remembers prompts, as providers do to charge less for what they have read before.
 *
 * A prompt is known as far as its turns have come in the same order, in steps of 128 tokens and
 * from 1024 on. The oldest are forgotten.
 */
export class PromptCache {
  readonly #known = new Set<string>()

  /** The tokens of the prompt, how many of them were known, and how many are from now on. */
  take(route: string, turns: readonly Turn[]): CachedPrompt {
    let hash = route
    let input = 0
    let known = 0
    for (const turn of turns) {
      hash = createHash('sha256').update(`${hash}\n${turn.role}\n${turn.text}`).digest('base64')
      input += tokensOfTurn(turn)
      if (this.#known.has(hash)) known = input
      this.#remember(hash)
    }
    const cacheRead = keptOf(known)
    return { input, cacheRead, cacheWrite: keptOf(input) - cacheRead }
  }

  #remember(hash: string): void {
    this.#known.delete(hash)
    this.#known.add(hash)
    const [oldest] = this.#known
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest)
  }
}

export interface CachedPrompt {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

function keptOf(tokens: number): number {
  return tokens < LEAST_KEPT ? 0 : Math.floor(tokens / STEP) * STEP
}

const LEAST_KEPT = 1024
const STEP = 128
const MOST_KNOWN = 10_000
