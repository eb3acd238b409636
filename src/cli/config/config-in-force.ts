import { ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { type Config, NO_CONFIG } from './config.ts'
import { findConfig } from './find-config.ts'

/**
 * The configuration, for whoever does not read YAML anyway: that is loaded where there is a file.
 *
 * @param asked the path of the one that is meant; the nearest one where absent.
 */
export async function configInForce(
  context: Pick<Context, 'cwd' | 'stdin'>,
  asked?: string,
): Promise<Result<Config, Problem>> {
  if (asked === undefined && (await findConfig(context.cwd)) === undefined) return ok(NO_CONFIG)
  const { readConfig } = await import('../yaml-documents.ts')
  return readConfig(context, asked)
}
