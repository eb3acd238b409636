import { chatBody, PROSE } from './chat-body.ts'
import { conclude } from './harness.ts'
import { type Answered, type Load, load } from './router/load.ts'
import { type Player, play, start } from './router/players.ts'
import { router } from './router/router.ts'
import { upstream } from './router/upstream.ts'

/*
 * What the router adds until the first byte of a stream is there: the same client asks the provider
 * itself and by way of the router, in turn, one request at a time.
 */

const ROUNDS = 30
const REQUESTS = 100

if (!(await play({ upstream, router, load }))) await measure()

async function measure(): Promise<void> {
  const provider = await start('upstream', '0')
  const address = await provider.ask<string>('url')
  const subjects = { direct: provider, router: await start('router', address) }
  const client = await start('load')
  const results = new Map<string, { samples: number[]; bytesPerCall: number }>()
  // The first rounds warm everything up.
  for (let round = -5; round < ROUNDS; round++) {
    for (const [name, subject] of Object.entries(subjects)) {
      const firstMs = await firstBytes(subject, client)
      const before = results.get(name)?.samples ?? []
      if (round >= 0) results.set(name, { samples: [...before, ...firstMs], bytesPerCall: 0 })
    }
  }
  for (const player of [client, ...Object.values(subjects)]) player.end()
  const row = { what: 'the first byte of a stream', variant: 'router', against: 'direct' }
  conclude({ name: 'router-first-byte', answers: 'ms', rows: [{ ...row, addedAtP99: 1 }] }, results)
}

async function firstBytes(subject: Player, client: Player): Promise<readonly number[]> {
  const asked: Load = {
    url: `${await subject.ask<string>('url')}/v1/chat/completions`,
    body: Buffer.from(chatBody(PROSE, 1_000, { model: 'policy:support' })).toString(),
    stream: true,
    connections: 1,
    requests: REQUESTS,
  }
  return (await client.ask<Answered>('run', JSON.stringify(asked))).firstMs
}
