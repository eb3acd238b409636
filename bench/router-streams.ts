import { chatBody, PROSE } from './chat-body.ts'
import { conclude } from './harness.ts'
import { type Load, load } from './router/load.ts'
import { play, start, type Usage } from './router/players.ts'
import { router } from './router/router.ts'
import { upstream } from './router/upstream.ts'

/*
 * What a thousand slow streams at once take: the memory of the router while all of them run, wave
 * after wave, which is to stay what it was after the first one.
 */

const STREAMS = 1_000
const WAVES = 8
/** Between two words of a stream, of which each has about twenty. */
const PACE_MS = 250
const MOST_MB = 250

if (!(await play({ upstream, router, load }))) await measure()

async function measure(): Promise<void> {
  const provider = await start('upstream', String(PACE_MS))
  const subject = await start('router', await provider.ask<string>('url'))
  const client = await start('load')
  const asked: Load = {
    url: `${await subject.ask<string>('url')}/v1/chat/completions`,
    body: Buffer.from(chatBody(PROSE, 1_000, { model: 'policy:support' })).toString(),
    stream: true,
    connections: STREAMS,
    requests: STREAMS,
  }
  const waves: number[][] = []
  for (let wave = 0; wave < WAVES; wave++) {
    const samples: number[] = []
    const look = setInterval(async () => {
      const { rssBytes } = await subject.ask<Usage>('usage')
      samples.push(rssBytes / 2 ** 20)
    }, 100)
    await client.ask('run', JSON.stringify(asked))
    clearInterval(look)
    waves.push(samples)
  }
  for (const player of [provider, client, subject]) player.end()
  const half = WAVES / 2
  const results = new Map([
    ['the most allowed', { samples: [MOST_MB], bytesPerCall: 0 }],
    ['first half', { samples: waves.slice(1, half).flat(), bytesPerCall: 0 }],
    ['second half', { samples: waves.slice(half).flat(), bytesPerCall: 0 }],
  ])
  const what = `memory with ${STREAMS} slow streams`
  conclude(
    {
      name: 'router-streams',
      answers: 'MB',
      rows: [
        { what, variant: 'second half', against: 'the most allowed', budget: 1 },
        {
          what: 'the same, later against earlier',
          variant: 'second half',
          against: 'first half',
          budget: 1.1,
        },
      ],
    },
    results,
  )
}
