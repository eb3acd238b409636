import { nearestName } from '../../../base/nearest-name.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import { quoted } from '../../../catalog/quoted.ts'
import type { Fault, Share } from './fault.ts'
import { FAULT_KINDS, type FaultArgument, type FaultKind } from './fault-kinds.ts'

/** Why a text is no fault, and what to write instead. */
export interface FaultProblem {
  readonly message: string
  readonly help: string
}

/**
 * Reads `PATTERN=KIND[@ARGUMENT][:SHARE]`.
 *
 * The share is a chance from 0 to 1, `xN` for the first N calls, or `/N` for every Nth: `openai=500`,
 * `openai=429:0.3`, `groq/*=cut@40`, `anthropic/claude-*=slow@2000:x2`, `*=reset:/3`.
 */
export function parseFault(text: string): Result<Fault, FaultProblem> {
  const [, pattern = '', name = '', argument, share] = FORM.exec(text) ?? []
  if (pattern === '') return err({ message: `${quoted(text)} is no fault`, help: FORM_TEXT })
  if (!isKind(name)) return err(unknownKind(name))
  const read = argumentOf(argument, name)
  if (!read.ok) return read
  const often = shareOf(share)
  return often.ok ? ok({ text, pattern, kind: name, ...read.value, share: often.value }) : often
}

const FORM = /^(.+)=([^=@:]*)(?:@([^=@:]*))?(?::([^=@:]*))?$/

const FORM_TEXT =
  'write `PROVIDER=KIND`, as `openai=429:0.3` or `groq/*=cut@40`: who, what, behind `@` how much, behind `:` how often'

function isKind(name: string): name is FaultKind {
  return Object.hasOwn(FAULT_KINDS, name)
}

function unknownKind(name: string): FaultProblem {
  const kinds = Object.keys(FAULT_KINDS)
  const meant = nearestName(name, kinds)
  return {
    message: `${quoted(name)} is no kind of fault`,
    help: `${meant === undefined ? '' : `did you mean \`${meant}\`? `}it is one of ${listed(kinds)}`,
  }
}

function argumentOf(
  text: string | undefined,
  kind: FaultKind,
): Result<Pick<Fault, 'amount' | 'word'>, FaultProblem> {
  const argument: FaultArgument = FAULT_KINDS[kind].argument
  if (argument.takes === 'nothing') {
    if (text === undefined) return ok({ amount: 0, word: '' })
    return err({
      message: `${quoted(`${kind}@${text}`)} has something behind \`@\``,
      help: `\`${kind}\` takes nothing`,
    })
  }
  if (argument.takes !== 'word') {
    const amount = text === undefined ? argument.usual : amountOf(text)
    if (amount !== undefined) return ok({ amount, word: '' })
    const help = `behind the \`@\` of \`${kind}\` stands a whole number of ${argument.takes}, 0 to ${MOST_AMOUNT}`
    return err({ message: `${quoted(text ?? '')} is no number of ${argument.takes}`, help })
  }
  const { words, or } = argument
  const [first = ''] = words
  const amount = text !== undefined && or !== undefined ? amountOf(text) : undefined
  if (amount !== undefined) return ok({ amount, word: first })
  if (text === undefined || words.includes(text))
    return ok({ amount: USUAL_SECONDS, word: text ?? first })
  const meant = nearestName(text, words)
  return err({
    message: `\`${kind}\` cannot be ${quoted(text)}`,
    help: `${meant === undefined ? '' : `did you mean \`${meant}\`? `}behind the \`@\` stands one of ${listed(words)}${or === undefined ? '' : `, or a whole number of ${or}`}`,
  })
}

const USUAL_SECONDS = 2

function amountOf(text: string): number | undefined {
  const amount = Number(text)
  return /^\d{1,9}$/.test(text) && amount <= MOST_AMOUNT ? amount : undefined
}

/** A day in milliseconds, and more than enough of everything else. */
const MOST_AMOUNT = 86_400_000

function shareOf(text: string | undefined): Result<Share, FaultProblem> {
  if (text === undefined) return ok({ kind: 'all' })
  const [, sign, digits] = /^([x/])(\d{1,9})$/.exec(text) ?? []
  const count = Number(digits)
  if (count > 0) return ok({ kind: sign === 'x' ? 'first' : 'every', count })
  const chance = Number(text)
  if (/^(?:0|1|0?\.\d{1,15}|1\.0{1,15})$/.test(text)) return ok({ kind: 'chance', chance })
  return err({
    message: `${quoted(text)} does not say how often`,
    help: 'behind the `:` stands a chance from 0 to 1, `x2` for the first 2 calls, or `/3` for every third',
  })
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}
