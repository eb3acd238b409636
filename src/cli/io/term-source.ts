import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { readText } from './read-text.ts'

/**
 * The text of a term that an argument stands for: the text itself when it begins as JSON does,
 * else a file; without one, standard input.
 */
export async function termSource(
  argument: string | undefined,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Source, Problem>> {
  if (argument === undefined && context.stdin.isTTY === true) {
    return err(problem('no term was given', 'name a file, pipe the term in, or write it out'))
  }
  if (argument !== undefined && /^\s*[[{]/.test(argument)) {
    return ok({ name: '<term>', text: argument })
  }
  return readText(argument ?? '-', context)
}
