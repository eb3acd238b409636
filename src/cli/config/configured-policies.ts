import { ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { findConfig } from './find-config.ts'

/** What is looked at where no path is given: the configured policies, else everything here. */
export async function configuredPolicies(
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<readonly string[], Problem>> {
  if ((await findConfig(context.cwd)) === undefined) return ok(EVERYTHING)
  const { readConfig } = await import('../yaml-documents.ts')
  const config = await readConfig(context)
  return config.ok ? ok(config.value.policies ?? EVERYTHING) : config
}

/** In the working directory and below. */
export const EVERYTHING: readonly string[] = ['.']
