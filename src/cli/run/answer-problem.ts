import type { RouterErrorCode } from '../../route/router-error.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { type Problem, problem } from '../problem.ts'
import type { ToldError } from './told-error.ts'

/** How a router's error is told here: its first sentence, and the others below it. */
export function answerProblem({ code, message }: ToldError): Problem {
  const [first = '', ...others] = message.split(BETWEEN_SENTENCES).map(withoutPeriod)
  // Whom it tried is told by the receipt.
  const notes = others.filter((sentence) => !sentence.startsWith('Tried: '))
  return {
    ...problem(`${first.charAt(0).toLowerCase()}${first.slice(1)}`, HELP.get(code)),
    ...(notes.length > 0 && { notes }),
  }
}

const BETWEEN_SENTENCES = /(?<=\.) (?=[A-Z`])/

function withoutPeriod(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

const HELP: ReadonlyMap<RouterErrorCode, string> = new Map([
  ['no_candidate', '`unhardcoded simulate` shows who came nearest, and what would let them in'],
])

/** What the command exits with where a call ended in this error. */
export function exitOfError({ code }: ToldError): ExitCode {
  if (code === 'no_candidate') return EXIT.nothing
  return ASKED_WRONGLY.has(code) ? EXIT.usage : EXIT.exhausted
}

/** Nobody was called, since what was asked cannot be asked. */
const ASKED_WRONGLY: ReadonlySet<RouterErrorCode> = new Set([
  'malformed_body',
  'missing_policy',
  'unknown_policy',
  'invalid_policy',
  'invalid_policy_text',
  'invalid_policy_params',
  'forbidden_transform',
  'unknown_model',
  'body_too_large',
])
