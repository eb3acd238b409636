import { minstd, streamSeed } from '../../decide/minstd.ts'

/** How long an answer takes. */
export interface Pace {
  readonly firstTokenMs: number
  readonly tokenMs: number
  /** Of the answer. */
  readonly tokens: number
}

export const AT_ONCE: Pace = { firstTokenMs: 0, tokenMs: 0, tokens: 0 }

/** What an answer is asked by, as far as time is concerned. */
export interface PaceSetting {
  readonly seed: number
  /** `provider/family`: each has a speed of its own. */
  readonly route: string
  readonly draw: () => number
  readonly inputTokens: number
  readonly outputTokens: number
}

/**
 * A time to the first token of 100 to 800 ms and more for a long prompt, and 30 to 200 tokens a
 * second: by route, and by a fifth more or less by request.
 */
export function modelledPace(setting: PaceSetting): Pace {
  const { seed, route, draw, inputTokens, outputTokens } = setting
  const own = minstd(streamSeed(seed, route))
  const firstTokenMs = 100 + own() * 700
  const tokenMs = 5 + own() * 28
  const swing = 0.8 + draw() * 0.4
  return {
    firstTokenMs: Math.round((firstTokenMs + inputTokens / TOKENS_READ_A_MS) * swing),
    tokenMs: Math.round(tokenMs * swing),
    tokens: outputTokens,
  }
}

const TOKENS_READ_A_MS = 20
