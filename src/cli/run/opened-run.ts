import { err, ok, type Result } from '../../base/result.ts'
import type { JournalReport } from '../../route/journal/index.ts'
import { openSandbox } from '../../route/sandbox/index.ts'
import type { RouterOptions } from '../../route/server/create-router.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { routerEntry } from '../serve/router-entry.ts'
import type { GivenRun } from './given-run.ts'
import { openPrivateRouter, type PrivateRouter } from './private-router.ts'

/** A router of one's own, over the sandbox or over real providers. */
export type OpenedRun = Pick<PrivateRouter, 'url' | 'key' | 'close'>

export async function openRun(
  { options, catalog, mode, faults }: Pick<GivenRun, 'options' | 'catalog' | 'mode' | 'faults'>,
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
      log: (event) =>
        stderr.write(`${routerEntry(event).text}
`),
    },
    random,
  })
  if (!opened.ok) {
    await sandbox?.close()
    const [first = 'the router cannot be opened', ...others] = opened.error
    const rest = others.length === 0 ? {} : { notes: others }
    return err({ ...problem(first), ...rest })
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
