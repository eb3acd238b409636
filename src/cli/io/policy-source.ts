import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { readText } from './read-text.ts'

/**
 * The policy that an argument stands for: standard input for `-`, a file when there is one of that
 * name or the name looks like one, else the text itself.
 */
export async function policySource(
  argument: string,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Source, Problem>> {
  if (argument === '-' || looksLikeFile(argument) || (await exists(argument, context))) {
    return readText(argument, context)
  }
  return ok({ name: POLICY_NAME, text: argument })
}

/** What a policy given on the command line is called in reports. */
export const POLICY_NAME = '<policy>'

/** `polcy.uh` is a mistyped name, not a policy; so is `policies/a`, but not `a\nb/c`. */
function looksLikeFile(argument: string): boolean {
  return /\.uh$/i.test(argument) || /^[^\s"'[\]()]*\/[^\s"'[\]()]*$/.test(argument)
}

async function exists(argument: string, { cwd }: Pick<Context, 'cwd'>): Promise<boolean> {
  if (argument === '' || argument.length > LONGEST_PATH || argument.includes('\0')) return false
  const info = await stat(resolve(cwd, argument)).catch(() => undefined)
  return info !== undefined
}

const LONGEST_PATH = 4096
