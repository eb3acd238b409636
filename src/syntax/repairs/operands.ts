import type { IToken, TokenType } from 'chevrotain'
import type { Failure } from '../failure.ts'
import type { Problem } from '../problem.ts'
import { spanOf } from '../tokenize.ts'
import type { PhraseWord, ReservedWord } from '../tokens.ts'
import * as t from '../tokens.ts'
import { beginsClauseOrItem, beginsOperand } from './beginnings.ts'

/** `where fallback next`, `take` at the end: a word whose phrase breaks off right behind it. */
export function brokenPhrase({ tokens, at, before, found }: Failure): Problem | undefined {
  if (before === undefined) return undefined
  if (found !== undefined && !breaksOff(found)) return undefined
  const taker = tokens[at - 2]
  return broken(taker !== undefined && takes(taker, before) ? taker : before)
}

/** `set` at the end of a line, which takes the word that begins the next clause for its own. */
export function swallowedWord({ tokens, at, before, text }: Failure): Problem | undefined {
  const taker = tokens[at - 2]
  if (taker === undefined || before === undefined || !takes(taker, before)) return undefined
  const gap = text.slice(spanOf(taker).end, before.startOffset)
  return /[\r\n]/.test(gap) ? broken(taker) : undefined
}

function takes(taker: IToken, word: IToken): boolean {
  return WORD_TAKERS.has(taker.tokenType) && beginsClauseOrItem(word.tokenType)
}

/** Behind these any word is a name. */
const WORD_TAKERS: ReadonlySet<TokenType> = new Set([
  ...[t.keyword.has, t.keyword.is, t.keyword.jitter, t.keyword.limit],
  ...[t.keyword.on, t.keyword.seed, t.keyword.set],
])

function broken(word: IToken): Problem | undefined {
  const phrase = PHRASES.get(word.tokenType.name)
  if (phrase === undefined) return undefined
  const [needs, example] = phrase
  return {
    code: 'UH0019',
    span: spanOf(word),
    message: `\`${word.image}\` needs ${needs}`,
    label: `expected ${needs} after this`,
    help: `for example: \`${example}\``,
  }
}

function breaksOff({ tokenType, image }: IToken): boolean {
  if (beginsClauseOrItem(tokenType) || CLOSERS.has(tokenType)) return true
  return t.isReserved(image) && !beginsOperand(tokenType)
}

const CLOSERS: ReadonlySet<TokenType> = new Set([t.RightParen, t.RightSquare, t.RightCurly])

type Phrase = readonly [needs: string, example: string]

/** What has to follow a word, and an example. */
// biome-ignore format: table
const PHRASES: ReadonlyMap<string, Phrase> = new Map<ReservedWord | PhraseWord, Phrase>([
  ['after',    ['a duration', 'retry 1 after 500ms then next']],
  ['apply',    ['the name of a transform', 'apply redact']],
  ['as',       ['a name', 'use "./floors.uh" (floor as base)']],
  ['ask',      ['a policy', 'ask support "Answer concisely." with input']],
  ['because',  ['a condition', 'support rejects "groq/llama-3.3-70b" because no_log']],
  ['between',  ['two values', 'quality between 0.5 and 0.9']],
  ['by',       ['a score or a field', 'best by quality']],
  ['cool',     ['a duration', 'on rate_limit next, cool 30s']],
  ['disable',  ['`provider`', 'on auth_error disable provider']],
  ['extends',  ['a policy', 'policy strict extends support']],
  ['fallback', ['`next` or `stop`', 'fallback next']],
  ['filter',   ['`text` or `image`', 'filter text [NFKC]']],
  ['flow',     ['a name', 'flow research =']],
  ['for',      ['token counts', 'cheapest for 4k in, 800 out']],
  ['from',     ['`request`', 'seed seed from request']],
  ['has',      ['a capability', 'has tools']],
  ['if',       ['a condition', 'norm(quality) if healthy']],
  ['implies',  ['a condition', 'prove support implies price_out <= $40/Mtok']],
  ['is',       ['a name or a text', 'tier is partner']],
  ['jitter',   ['a request parameter', 'jitter temperature by 0.1']],
  ['keeps',    ['`at least` and a number', 'support keeps at least 2']],
  ['known',    ['a field', 'known quality']],
  ['least',    ['a number', 'support keeps at least 2']],
  ['let',      ['a name and a value', 'let cap = $10/Mtok']],
  ['limit',    ['a request parameter', 'limit temperature to 0..1']],
  ['match',    ['a parameter', 'match plan { free: 0.6, else: 0.8 }']],
  ['never',    ['`picks`', 'support never picks "openai/gpt-5"']],
  ['on',       ['a reason and an action', 'on rate_limit next']],
  ['orders',   ['routes', 'support orders "openai/gpt-5", "openai/gpt-5-nano"']],
  ['picks',    ['a route', 'support picks "openai/gpt-5-nano"']],
  ['policy',   ['a name', 'policy support =']],
  ['prefer',   ['a condition', 'prefer provider in [openai]']],
  ['prove',    ['a policy', 'prove support implies price_out <= $40/Mtok']],
  ['rank',     ['`by` and a score', 'rank by norm(quality) - norm(price_out)']],
  ['rejects',  ['a route', 'support rejects "groq/llama-3.3-70b"']],
  ['retry',    ['a number of attempts', 'on timeout retry 1 after 500ms then next']],
  ['return',   ['the name of a step', 'return answer']],
  ['same',     ['`model elsewhere`', 'on server_error same model elsewhere']],
  ['sample',   ['a temperature', 'sample 0.5']],
  ['seed',     ['a request parameter', 'seed seed from request']],
  ['select',   ['a raw selector', 'select term ["argmax"]']],
  ['set',      ['a request parameter and its value', 'set temperature = 0.2']],
  ['take',     ['a number of models', 'take 3']],
  ['template', ['a text', 'template "$1"']],
  ['term',     ['a JSON array', 'term ["is", "no_log"]']],
  ['test',     ['a title', 'test "keeps two" =']],
  ['then',     ['an action', 'retry 1 after 500ms then next']],
  ['timeout',  ['a duration', 'timeout 30s']],
  ['to',       ['a range', 'limit temperature to 0..1']],
  ['token',    ['a duration', 'timeout 30s, first token 10s']],
  ['top',      ['a number and a field', 'top 5 by quality']],
  ['uh',       ['the number of the edition', 'uh 1']],
  ['use',      ['a path and names', 'use "./floors.uh" (floor)']],
  ['when',     ['a condition and a transform', 'when no_log: set store = false']],
  ['where',    ['a condition', 'where quality >= 0.8']],
  ['with',     ['inputs', 'ask support "Answer concisely." with input']],
])
