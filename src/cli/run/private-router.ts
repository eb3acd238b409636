import { createHash } from 'node:crypto'
import { ok, type Result } from '../../base/result.ts'
import type { JournalReport } from '../../route/journal/index.ts'
import { createRouter } from '../../route/server/create-router.ts'
import { listen } from '../../route/server/listen.ts'
import type { RouterOptions } from '../../route/server/router-options.ts'

/** A router on this machine that answers to one key. */
export interface PrivateRouter {
  /** `http://127.0.0.1:4101`, without a slash at the end. */
  readonly url: string
  /** Made for this router, and of no use anywhere else. */
  readonly key: string
  /** Ends what runs after so many milliseconds, and answers once every receipt was told and kept. */
  readonly close: (withinMs: number) => Promise<JournalReport | undefined>
}

export interface PrivateWishes {
  readonly options: RouterOptions
  /** What the key is drawn from. */
  readonly random: (count: number) => Uint8Array
}

/**
 * Opens a router on a free port of the loopback address. Others on this machine may find the port;
 * without the key they get nothing there.
 *
 * @returns everything that is wrong with the options, a sentence each.
 */
export async function openPrivateRouter({
  options,
  random,
}: PrivateWishes): Promise<Result<PrivateRouter, readonly string[]>> {
  const key = `uh-run-${Buffer.from(random(KEY_BYTES)).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest('hex')
  const envelope = options.callers?.anonymous?.envelope
  const caller = {
    name: 'run',
    keys: [`sha256:${hash}`],
    ...(envelope !== undefined && { envelope }),
  }
  const created = await createRouter({
    ...options,
    callers: { callers: [caller] },
    rules: { ...options.rules, hosts: new Set(['127.0.0.1', 'localhost']) },
  })
  if (!created.ok) return created
  const router = created.value
  const listening = await listen({ host: '127.0.0.1', port: 0, router })
  if (!listening.ok) {
    await router.close(0)
    return { ok: false, error: [`${listening.error.message}: ${listening.error.help}`] }
  }
  const { url, close } = listening.value
  return ok({
    url,
    key,
    async close(withinMs) {
      await close(withinMs)
      await router.close(0)
      return router.journal()
    },
  })
}

const KEY_BYTES = 24
