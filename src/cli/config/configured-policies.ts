import { ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { configInForce } from './config-in-force.ts'

/** What is looked at where no path is given: the configured policies, else everything here. */
export async function configuredPolicies(
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<readonly string[], Problem>> {
  const config = await configInForce(context)
  return config.ok ? ok(config.value.policies ?? EVERYTHING) : config
}

/** In the working directory and below. */
export const EVERYTHING: readonly string[] = ['.']
