import { chatBody, PROSE } from './chat-body.ts'
import { conclude } from './harness.ts'
import { bareProxy } from './router/bare-proxy.ts'
import { type Load, load } from './router/load.ts'
import { type Player, play, start, type Usage } from './router/players.ts'
import { router } from './router/router.ts'
import { upstream } from './router/upstream.ts'

/*
 * The CPU time that a request takes, of all threads of the process that routes it: the router with
 * receipts on the disk, against a proxy that does nothing but set the model. Both serve the same
 * clients in turn, and call the same provider; these run in processes of their own.
 */

const ROUNDS = 15
const CONNECTIONS = 16

const SIZES = {
  '1 KB': { bytes: 1_000, requests: 2_000, budget: 1.3 },
  '200 KB': { bytes: 200_000, requests: 250, budget: 0.7 },
}

if (!(await play({ upstream, 'bare proxy': bareProxy, router, load }))) await measure()

async function measure(): Promise<void> {
  const provider = await start('upstream', '0')
  const address = await provider.ask<string>('url')
  const subjects = [await start('bare proxy', address), await start('router', address)]
  const client = await start('load')
  const names = ['bare', 'router']
  const results = new Map<string, { samples: number[]; bytesPerCall: number }>()
  // The first round warms everything up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [size, { bytes, requests }] of Object.entries(SIZES)) {
      for (const [i, subject] of subjects.entries()) {
        const name = `${names[i]} ${size}`
        const policy = { model: 'policy:support' }
        const body = Buffer.from(chatBody(PROSE, bytes, policy)).toString()
        const spent = await cpuOf(subject, client, { body, requests })
        if (round === 0) continue
        const before = results.get(name)?.samples ?? []
        results.set(name, { samples: [...before, spent], bytesPerCall: 0 })
      }
    }
  }
  for (const player of [provider, client, ...subjects]) player.end()
  conclude(
    {
      name: 'router-cpu',
      answers: 'us/request',
      rows: Object.entries(SIZES).map(([size, { budget }]) => ({
        what: `a request of ${size}`,
        variant: `router ${size}`,
        against: `bare ${size}`,
        budget,
      })),
    },
    results,
  )
}

/** Microseconds a request. Receipts that are written later are waited for. */
async function cpuOf(
  subject: Player,
  client: Player,
  { body, requests }: Pick<Load, 'body' | 'requests'>,
): Promise<number> {
  const url = `${await subject.ask<string>('url')}/v1/chat/completions`
  const before = await subject.ask<Usage>('usage')
  const asked: Load = { url, body, requests, connections: CONNECTIONS }
  await client.ask('run', JSON.stringify(asked))
  await subject.ask('receipts')
  const after = await subject.ask<Usage>('usage')
  return (after.cpuUs - before.cpuUs) / requests
}
