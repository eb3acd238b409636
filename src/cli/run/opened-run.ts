import { err, ok, type Result } from '../../base/result.ts'
import type { JournalReport } from '../../route/journal/index.ts'
import { openSandbox } from '../../route/sandbox/index.ts'
import type { RouterOptions } from '../../route/server/router-options.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../problem.ts'
import { faultProblem } from '../router/fault-problem.ts'
import { routerEntry } from '../serve/router-entry.ts'
import type { GivenRun } from './given-run.ts'
import { openPrivateRouter, type PrivateRouter } from './private-router.ts'

/** A router of one's own, over the sandbox or over real providers. */
export type OpenedRun = Pick<PrivateRouter, 'url' | 'key' | 'close'>

export async function openRun(
  {
    options,
    places,
    catalog,
    mode,
    faults,
  }: Pick<GivenRun, 'options' | 'places' | 'catalog' | 'mode' | 'faults'>,
  onReceipt: NonNullable<RouterOptions['onReceipt']>,
  { now, monotonic, random, stderr }: Context,
): Promise<Result<OpenedRun, Problem>> {
  const sandbox = mode === 'sandbox' ? await openSandbox({ catalog, faults, now }) : undefined
  const opened = await openPrivateRouter({
    options: {
      ...options,
      ...(sandbox !== undefined && { sandboxUrl: sandbox.url }),
      onReceipt,
      clock: { now, monotonic, random },
      log: (event) => stderr.write(`${routerEntry(event).text}\n`),
    },
    random,
  })
  if (!opened.ok) {
    await sandbox?.close()
    return err(faultProblem(opened.error, places))
  }
  const { url, key, close } = opened.value
  return ok({
    url,
    key,
    async close(withinMs): Promise<JournalReport | undefined> {
      const report = await close(withinMs)
      await sandbox?.close()
      return report
    },
  })
}
