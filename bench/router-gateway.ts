import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chatBody, PROSE } from './chat-body.ts'
import { conclude, quantile } from './harness.ts'
import { listening } from './router/listening.ts'
import { type Answered, type Load, load } from './router/load.ts'
import { type Player, play, start, startForeign, type Usage } from './router/players.ts'
import { router } from './router/router.ts'
import { upstream } from './router/upstream.ts'

/*
 * The router against a gateway in TypeScript from the registry, at sixteen connections: how many
 * requests a second, how long the slowest hundredth waits, and what a request costs. The gateway is
 * installed beside the package, into the folder for temporary files, and is no part of it. It keeps
 * no receipts; the router does.
 *
 * Where the machine has two cores, the client and the provider share the second one, so that the
 * throughput of the router is what these let it have; the CPU time of a request is its own.
 */

const GATEWAY = '@portkey-ai/gateway@1.15.2'
const ROUNDS = 10
const CONNECTIONS = 16

if (!(await play({ upstream, router, load }))) await measure()

async function measure(): Promise<void> {
  const script = installed()
  const provider = await start('upstream', '0')
  const address = await provider.ask<string>('url')
  const port = await freePort()
  const env = { ...process.env, NODE_ENV: 'production', TRUSTED_CUSTOM_HOSTS: '127.0.0.1' }
  const gateway = startForeign(script, { args: [`--port=${port}`, '--headless'], env })
  const own = await start('router', address)
  const client = await start('load')
  const subjects: readonly Subject[] = [
    {
      name: 'gateway',
      player: gateway,
      requests: 300,
      url: `http://127.0.0.1:${port}`,
      headers: {
        'x-portkey-provider': 'openai',
        'x-portkey-custom-host': `${address}/v1`,
      },
    },
    {
      name: 'router',
      player: own,
      requests: 2_000,
      url: await own.ask<string>('url'),
      headers: {},
    },
  ]
  const results = new Map<string, { samples: number[]; bytesPerCall: number }>()
  await reachable(`http://127.0.0.1:${port}`)
  for (let round = -2; round < ROUNDS; round++) {
    for (const subject of subjects) {
      const found = await measureOnce(subject, client)
      if (round < 0) continue
      for (const [what, sample] of Object.entries(found)) {
        const name = `${subject.name} ${what}`
        const before = results.get(name)?.samples ?? []
        results.set(name, { samples: [...before, sample], bytesPerCall: 0 })
      }
    }
  }
  for (const player of [provider, client, gateway, own]) player.end()
  const against = (what: string, budget?: number) => ({
    what,
    variant: `router ${what}`,
    against: `gateway ${what}`,
    ...(budget !== undefined && { budget }),
  })
  conclude(
    {
      name: 'router-gateway',
      answers: 'us',
      rows: [against('elapsed a request', 1 / 12), against('p99', 1 / 8), against('CPU a request')],
    },
    results,
  )
}

interface Subject {
  readonly name: string
  readonly player: Player
  readonly requests: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Microseconds. */
async function measureOnce({ player, requests, url, headers }: Subject, client: Player) {
  const body = Buffer.from(chatBody(PROSE, 1_000, { model: 'policy:support' })).toString()
  const asked: Load = {
    url: `${url}/v1/chat/completions`,
    headers,
    body,
    connections: CONNECTIONS,
    requests,
  }
  const before = await player.ask<Usage>('usage')
  const { elapsedMs, wholeMs } = await client.ask<Answered>('run', JSON.stringify(asked))
  const after = await player.ask<Usage>('usage')
  return {
    'elapsed a request': (1000 * elapsedMs) / requests,
    p99: 1000 * quantile(wholeMs, 0.99),
    'CPU a request': (after.cpuUs - before.cpuUs) / requests,
  }
}

/** The script of the gateway. It stays where it is for the next run. */
function installed(): string {
  const folder = join(tmpdir(), `unhardcoded-bench-${GATEWAY.replace(/\W+/g, '-')}`)
  const script = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js')
  if (existsSync(script)) return script
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
  const { status } = spawnSync('npm', [...args, GATEWAY], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${GATEWAY} could not be installed`)
  return script
}

async function freePort(): Promise<number> {
  const server = createServer()
  const { port } = new URL(await listening(server))
  await new Promise((resolve) => server.close(resolve))
  return Number(port)
}

async function reachable(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the gateway does not answer')
}
